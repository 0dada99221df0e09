import type { BuilderState, InsertRequest, QueryChange, RunQuery } from "../../src/app/app-api";
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
  const problems = { ...runProblems(state, table), ...nameProblem(name) };
  if (Object.keys(problems).length > 0) return fail(problems);
  const builder = builderOf(state, table);
  const target = state.target === "newSheet" ? { kind: state.target, sheetName: name } : { kind: state.target };
  const keepId = offersId(state, table) && !state.keepId ? { keepId: false } : {};
  return ok({ run: runOf(state, table), name, target, ...keepId, ...(builder === null ? {} : { builder }) });
}

/** What *Save changes* asks for, and the run that it means, or what is wrong with the fields. */
export function changeRequest(
  state: GetDataState,
  table: Table | undefined,
): Result<{ readonly change: QueryChange; readonly run: RunQuery }, Problems> {
  const problems = runProblems(state, table);
  if (Object.keys(problems).length > 0) return fail(problems);
  const run = runOf(state, table);
  const builder = builderOf(state, table);
  const { sql, connection, maxRows = null } = run;
  const change = { sql, maxRows, ...(connection === undefined ? {} : { connection }), ...(builder === null ? {} : { builder }) };
  return ok({ change, run });
}

/** Whether rows would come without what tells them apart, so that it is offered to come hidden. */
export function offersId(state: GetDataState, table: Table | undefined): boolean {
  const key = table?.key ?? null;
  return state.source === "table" && key !== null && !state.columns.includes(key);
}

function runOf(state: GetDataState, table: Table | undefined): RunQuery {
  const limit = state.rowLimit.trim();
  return {
    sql: statementOf(state, table) ?? "",
    ...(state.connection === null ? {} : { connection: state.connection }),
    ...(limit === "" ? {} : { maxRows: Number(limit) }),
  };
}

/** The picks, as they can be edited again; `null` for SQL that was written by hand. */
function builderOf(state: GetDataState, table: Table | undefined): BuilderState | null {
  if (state.source === "sql" || !table) return null;
  const required = Object.fromEntries(
    askedColumns(table)
      .filter(({ column }) => !isEmpty(state, column))
      .map(({ column }) => [column, (state.required[column] ?? "").trim()]),
  );
  return { table: table.name, columns: inOfferedOrder(table, state.columns), required };
}

const runProblems = (state: GetDataState, table: Table | undefined): Problems => ({
  ...sourceProblems(state, table),
  ...rowLimitProblem(state.rowLimit),
});

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
