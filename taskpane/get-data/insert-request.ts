import type { InsertRequest, RunQuery } from "../../src/app/app-api";
import { buildSql } from "../../src/app/build-sql";
import { quoteName } from "../../src/app/quote-name";
import { fail, ok, type Result } from "../../src/base/result";
import type { Table } from "../../src/table/table";
import type { GetDataState } from "./get-data-state";
import { askedColumns, inOfferedOrder } from "./offered-columns";
import { tableTitle } from "./table-title";

/** The fields of the page that can be wrong, each with a sentence. */
export type Problems = {
  readonly table?: string;
  readonly columns?: string;
  readonly required?: Readonly<Record<string, string>>;
  readonly sql?: string;
  readonly rowLimit?: string;
  readonly name?: string;
};

/** Rows of an Excel sheet below a header. */
const mostRows = 1_048_575;
const mostSheetNameLetters = 31;

/** The SELECT that the page stands for, or `null` while no table is chosen. */
export function statementOf(state: GetDataState, table: Table | undefined): string | null {
  if (state.source === "sql") return state.sql.trim();
  if (!table) return null;
  const columns = inOfferedOrder(table, state.columns);
  const conditions = askedColumns(table)
    .filter(({ column, eachOf }) => eachOf === null || !isEmpty(state, column))
    .map(({ column }) => `${quoteName(column)} = ${quoteText(state.required[column] ?? "")}`);
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return buildSql({ table, columns }) + where;
}

/** What *Insert* asks for, or what is wrong with the fields. */
export function insertRequest(state: GetDataState, table: Table | undefined, suggestedName: string): Result<InsertRequest, Problems> {
  const name = state.name.trim() || suggestedName;
  const problems = { ...sourceProblems(state, table), ...rowLimitProblem(state.rowLimit), ...nameProblem(name) };
  if (Object.keys(problems).length > 0) return fail(problems);
  const limit = state.rowLimit.trim();
  const run: RunQuery = {
    sql: statementOf(state, table) ?? "",
    ...(state.connection === null ? {} : { connection: state.connection }),
    ...(limit === "" ? {} : { maxRows: Number(limit) }),
  };
  const target = state.target === "newSheet" ? { kind: state.target, sheetName: name } : { kind: state.target };
  return ok({ run, name, target });
}

/** A name that no query of the workbook has yet: `Charges`, then `Charges 2`. */
export function suggestName(source: GetDataState["source"], table: string | null, taken: readonly string[]): string {
  const base = source === "table" && table !== null ? tableTitle(table) : "Query";
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const withEnd = (end: string) => base.slice(0, mostSheetNameLetters - end.length) + end;
  let name = withEnd("");
  for (let number = 2; used.has(name.toLowerCase()); number++) name = withEnd(` ${number}`);
  return name;
}

function sourceProblems(state: GetDataState, table: Table | undefined): Problems {
  if (state.source === "sql") return state.sql.trim() === "" ? { sql: "Write a SELECT first." } : {};
  if (!table) return { table: "Choose a table first." };
  const empty = askedColumns(table).filter(({ column, eachOf }) => eachOf === null && isEmpty(state, column));
  return {
    ...(inOfferedOrder(table, state.columns).length === 0 ? { columns: "Pick at least one column." } : {}),
    ...(empty.length > 0
      ? { required: Object.fromEntries(empty.map(({ column }) => [column, "Stripe lists this table for one value only."])) }
      : {}),
  };
}

function rowLimitProblem(text: string): Problems {
  const limit = Number(text.trim());
  const good = text.trim() === "" || (Number.isInteger(limit) && limit >= 1 && limit <= mostRows);
  return good ? {} : { rowLimit: "Give a whole number from 1 to 1,048,575, or nothing for all rows." };
}

function nameProblem(name: string): Problems {
  if (name.length > mostSheetNameLetters) return { name: `Use at most ${mostSheetNameLetters} characters.` };
  if (/[:\\/?*[\]]|^'|'$/.test(name)) return { name: "Excel does not take : \\ / ? * [ ] in a sheet's name, nor ' at its ends." };
  return {};
}

const isEmpty = ({ required }: GetDataState, column: string): boolean => (required[column] ?? "").trim() === "";

const quoteText = (text: string): string => `'${text.trim().replaceAll("'", "''")}'`;
