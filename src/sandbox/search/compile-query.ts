import type { CatalogTable } from "../../catalog/catalog-table";
import type { ApiObject } from "../api-object";
import { badQuery, isNumber, type SearchClause, type SearchOperator, type SearchQuery } from "./parse-query";
import { readSearchField } from "./search-field";

/** Whether an object meets a query. */
export type Matches = (object: ApiObject) => boolean;

/** How a field is compared: as a number, as text of which parts count, or as one token. */
type FieldKind = "n" | "s" | "t";

const operatorsOf: Readonly<Record<FieldKind, readonly SearchOperator[]>> = { n: [":", ">", "<", ">=", "<="], s: [":", "~"], t: [":"] };
const shortestPart = 3;

/** @throws Refusal 400 for fields and operators that the resource does not have. */
export function compileQuery({ joined, clauses }: SearchQuery, table: CatalogTable): Matches {
  const tests = clauses.map((clause) => compileClause(clause, table));
  return joined === "AND" ? (object) => tests.every((test) => test(object)) : (object) => tests.some((test) => test(object));
}

function compileClause(clause: SearchClause, table: CatalogTable): Matches {
  const kind = kindOf(clause, table);
  refuseMisuse(clause, kind);
  const test = clause.value === null ? isNothing : compare(kind, clause.operator, clause.value);
  return (object) => test(readSearchField(object, clause)) !== clause.negated;
}

/** `{{SOURCE}}` stands for the kinds of cards. */
function kindOf({ field, key }: SearchClause, { name, search }: CatalogTable): FieldKind {
  for (const declared of search?.fields ?? []) {
    const [path = "", kind] = declared.split(":");
    const pattern = path.split("{{SOURCE}}");
    const fits = pattern.length === 1 ? path === field : isOfSource(field, pattern);
    if (fits && (path === "metadata") === (key !== null)) return (kind ?? "t") as FieldKind;
  }
  throw badQuery(
    `Field \`${field}\` is an unsupported search field for resource \`${name}\`. ` +
      `See http://stripe.com/docs/search#query-fields-for-${name.replaceAll("_", "-")} for a list of supported fields.`,
  );
}

function isOfSource(field: string, [before = "", after = ""]: readonly string[]): boolean {
  return ["card", "card_present", "interac_present"].some((source) => field === `${before}${source}${after}`);
}

function refuseMisuse({ field, operator, value, quoted }: SearchClause, kind: FieldKind): void {
  if (!operatorsOf[kind].includes(operator)) throw badQuery(`Operator \`${operator}\` is not supported for field \`${field}\`.`);
  if (value === null) {
    if (operator !== ":") throw badQuery(`Operator \`${operator}\` is not supported for null.`);
    return;
  }
  if (kind === "n" && !isNumber(value)) throw badQuery(`Field \`${field}\` is numeric and cannot be compared with "${value}".`);
  if (operator === "~" && value.length < shortestPart) {
    throw badQuery(`The substring of field \`${field}\` must have at least ${shortestPart} characters.`);
  }
  if (kind === "s" && !quoted) throw badQuery(`The value of field \`${field}\` must be in quotation marks.`);
}

type Test = (field: unknown) => boolean;

const isNothing: Test = (field) => field === null || field === undefined || field === "";

const numberTests: Readonly<Record<Exclude<SearchOperator, "~">, (field: number, wanted: number) => boolean>> = {
  ":": (field, wanted) => field === wanted,
  ">": (field, wanted) => field > wanted,
  "<": (field, wanted) => field < wanted,
  ">=": (field, wanted) => field >= wanted,
  "<=": (field, wanted) => field <= wanted,
};

function compare(kind: FieldKind, operator: SearchOperator, value: string): Test {
  if (kind === "n" && operator !== "~") {
    const wanted = Number(value);
    return (field) => typeof field === "number" && numberTests[operator](field, wanted);
  }
  const wanted = value.toLowerCase();
  if (operator === "~") return (field) => textOf(field).includes(wanted);
  if (kind === "t") return (field) => !isNothing(field) && textOf(field) === wanted;
  const words = wordsOf(wanted);
  return (field) => hasInOrder(wordsOf(textOf(field)), words);
}

function textOf(field: unknown): string {
  return isNothing(field) ? "" : String(field).toLowerCase();
}

/** Text is found by its words: `name:"one two"` meets "One Two Three". */
function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function hasInOrder(words: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return words.length === 0;
  return words.some((_word, at) => wanted.every((word, index) => words[at + index] === word));
}
