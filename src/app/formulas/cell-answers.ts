import type { FormulaAnswer } from "./formulas";

/** What there is to say of an answer, without its rows. */
export type AnswerFacts = Pick<FormulaAnswer, "complete" | "reasons" | "requests" | "asOf" | "connection" | "mode" | "failure"> & {
  readonly rows: Pick<FormulaAnswer["rows"], "length">;
};

/** What the formula of each cell found last. */
export type CellAnswers = {
  note(cell: string, answer: FormulaAnswer): void;
  /** The cell shows nothing that was read. */
  forget(cell: string): void;
  /** `null`: nothing is known of a formula in this cell. */
  at(cell: string): AnswerFacts | null;
  clear(): void;
};

/** Excel does not tell of formulas that were deleted once they have run, so that the facts of those that ran longest ago go. */
const mostFormulas = 100_000;

/** Keeps facts of answers by cell. Addresses are as Excel gives them, such as `Sheet1!A1` or `'My sheet'!$A$1`. */
export function createCellAnswers(most = mostFormulas): CellAnswers {
  const facts = new Map<string, AnswerFacts>();
  return {
    note(cell, answer) {
      const key = keyOf(cell);
      facts.delete(key);
      facts.set(key, factsOf(answer));
      const [oldest] = facts.keys();
      if (facts.size > most && oldest !== undefined) facts.delete(oldest);
    },
    forget: (cell) => void facts.delete(keyOf(cell)),
    at: (cell) => facts.get(keyOf(cell)) ?? null,
    clear: () => facts.clear(),
  };
}

const factsOf = ({ complete, reasons, requests, asOf, connection, mode, failure, rows }: FormulaAnswer): AnswerFacts => ({
  complete, reasons, requests, asOf, connection, mode, failure, rows: { length: rows.length },
});

/** A workbook in front, quotes around the sheet and marks of absolute references make no other cell; a name may hold each of them. */
function keyOf(address: string): string {
  const end = address.lastIndexOf("!");
  const sheet = address.slice(0, Math.max(end, 0)).replace(/^'(.*)'$/s, "$1").replaceAll("''", "'");
  const name = sheet.slice(sheet.lastIndexOf("]") + 1);
  return `${name}!${address.slice(end + 1).replaceAll("$", "")}`.toUpperCase();
}
