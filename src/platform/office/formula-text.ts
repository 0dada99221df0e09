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

const word = new RegExp(`${quoted}|${nameBefore}([\\p{L}_\\\\][\\p{L}\\p{N}_.?\\\\]*)`, "gu");

/** What stands in a cell as far as the add-in's formulas go. */
export type FormulaKind = "working" | "broken";

/** Names that a workbook defines, in lower case. */
export type Names = ReadonlySet<string>;

const noNames: Names = new Set();

/**
 * `null`: it is no formula of the add-in. One with a lost name is broken, whatever else is in it. `own`: the workbook's names that
 * stand for formulas of the add-in.
 */
export function formulaKind(content: unknown, own: Names = noNames): FormulaKind | null {
  if (typeof content !== "string" || !content.startsWith("=")) return null;
  if (calls(content, broken)) return "broken";
  return calls(content, working) || (own.size > 0 && wordsOf(content).some((name) => own.has(name))) ? "working" : null;
}

/** Those names, by lower case, whose formula calls the add-in, itself or by another of the names. */
export function ownNames(formulas: ReadonlyMap<string, string>): Names {
  const own = new Set<string>();
  for (let before = -1; before < own.size; ) {
    before = own.size;
    for (const [name, formula] of formulas) if (formulaKind(formula, own) === "working") own.add(name);
  }
  return own;
}

/** Gives the add-in's functions in a formula their names back; nothing else of it changes. */
export const repairFormula = (formula: string): string =>
  formula.replace(broken, (piece: string, name: string | undefined) => (name === undefined ? piece : `STRIPE.${name}`));

const wordsOf = (formula: string): readonly string[] => [...formula.matchAll(word)].flatMap(([, name]) => name?.toLowerCase() ?? []);

const calls = (formula: string, pattern: RegExp): boolean => [...formula.matchAll(pattern)].some(([, name]) => name !== undefined);
