import type { FormulaAnswer } from "./formulas";

/** What there is to say of an answer, without its rows. */
export type AnswerFacts = Omit<FormulaAnswer, "rows"> & { readonly rows: Pick<FormulaAnswer["rows"], "length"> };

/** What the formula of each cell found last. */
export type CellAnswers = {
  note(cell: string, answer: FormulaAnswer): void;
  /** The cell shows nothing that was read. */
  forget(cell: string): void;
  /** `null`: nothing is known of a formula in this cell. */
  at(cell: string): AnswerFacts | null;
  clear(): void;
};

/** Keeps facts of answers by cell. Addresses are as Excel gives them, such as `Sheet1!A1` or `'My sheet'!$A$1`. */
export function createCellAnswers(): CellAnswers {
  const facts = new Map<string, AnswerFacts>();
  return {
    note: (cell, answer) => void facts.set(keyOf(cell), { ...answer, rows: { length: answer.rows.length } }),
    forget: (cell) => void facts.delete(keyOf(cell)),
    at: (cell) => facts.get(keyOf(cell)) ?? null,
    clear: () => facts.clear(),
  };
}

/** A workbook in front, quotes around the sheet and marks of absolute references make no other cell; a name may hold each of them. */
function keyOf(address: string): string {
  const end = address.lastIndexOf("!");
  const sheet = address.slice(0, Math.max(end, 0)).replace(/^'(.*)'$/s, "$1").replaceAll("''", "'");
  const name = sheet.slice(sheet.lastIndexOf("]") + 1);
  return `${name}!${address.slice(end + 1).replaceAll("$", "")}`.toUpperCase();
}
