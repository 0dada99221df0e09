/**
 * What is no part of a formula's own words: texts, names of sheets in quotes, and columns of tables, where an apostrophe goes
 * before what would end the name.
 * @see https://support.microsoft.com/office/using-structured-references-with-excel-tables-f5ed2452-2337-4f71-bed3-c8ae6d2b276e
 */
const quoted = /"(?:[^"]|"")*"|'(?:[^']|'')*'(?=!)|\[(?:'.|[^'[\]]|\[(?:'.|[^'[\]])*\])*\]/.source;

const nameBefore = String.raw`(?<![\p{L}\p{N}_.\\])`;

const working = new RegExp(`${quoted}|${nameBefore}(STRIPE\\.[A-Z]+)(?=\\s*\\()`, "giu");

/** Excel writes a custom function so into the file, and shows it so where the add-in is not there. */
const broken = new RegExp(`${quoted}|${nameBefore}_xldudf_STRIPE_([A-Z]+)(?=\\s*\\()`, "giu");

/** What stands in a cell as far as the add-in's formulas go. */
export type FormulaKind = "working" | "broken";

/** `null`: it is no formula of the add-in. One with a lost name is broken, whatever else is in it. */
export function formulaKind(content: unknown): FormulaKind | null {
  if (typeof content !== "string" || !content.startsWith("=")) return null;
  if (calls(content, broken)) return "broken";
  return calls(content, working) ? "working" : null;
}

/** Gives the add-in's functions in a formula their names back; nothing else of it changes. */
export const repairFormula = (formula: string): string =>
  formula.replace(broken, (piece: string, name: string | undefined) => (name === undefined ? piece : `STRIPE.${name}`));

const calls = (formula: string, pattern: RegExp): boolean => [...formula.matchAll(pattern)].some(([, name]) => name !== undefined);
