import { AppError } from "../base/app-error";
import type { RowSource } from "../table/row-source";
import type { Refusal } from "./authorizer";
import type { Rewritten } from "./dialect/rewrite";
import { readOnlyError } from "./dialect/single-statement";
import { suggestName } from "../base/suggest-name";

/** What is known about a statement that SQLite refused. */
export type SqlFailure = {
  readonly message: string;
  /** Place in the original statement, in UTF-16 units. */
  readonly offset: number | null;
  readonly statement: Rewritten;
  readonly refusal: Refusal | null;
  readonly source: Pick<RowSource, "find" | "names">;
  readonly functionNames: readonly string[];
};

/** The message of a missing table, with its name. */
export const noSuchTable = /^no such table: (.+)$/;

/** What to say for each of SQLite's messages; the first group of a pattern is the name or place in question. */
const explanations: readonly (readonly [RegExp, (failure: SqlFailure, name: string) => AppError])[] = [
  [noSuchTable, unknownTable],
  [/^no such column: (.+?)(?: - should this be a string literal.*)?$/, unknownColumn],
  [/^ambiguous column name: (.+)$/, ambiguousColumn],
  [/^no such function: (.+)$/, unknownFunction],
  [/^table (.+) may not be modified$/, readOnlyError],
  [
    /^(incomplete input)$/,
    (failure) =>
      located("SQL_SYNTAX", failure, {
        message: "the query ends too early",
        hint: "Something is missing at its end, such as a table, a condition or a closing parenthesis.",
      }),
  ],
  [
    /^near "(.*)": syntax error$/s,
    (failure, near) => located("SQL_SYNTAX", failure, { message: `syntax error near "${near}"` }),
  ],
];

/** Turns SQLite's complaint into a sentence with the place and, where a name is misspelt, the likely one. */
export function explainSqlFailure(failure: SqlFailure): AppError {
  const { message, refusal } = failure;
  if (refusal?.kind === "write") return readOnlyError();
  if (refusal?.kind === "table") return unknownTable(failure, refusal.name);
  for (const [pattern, explain] of explanations) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return explain(failure, name);
  }
  return located("SQL_SYNTAX", failure, { message });
}

/** The error for something that went wrong while the rows were computed. */
export function runtimeFailure(message: string): AppError {
  const tooLarge = /too big|out of memory/.test(message);
  return new AppError(tooLarge ? "TOO_LARGE" : "BAD_ARGUMENT", `The query failed: ${message}.`, {
    hint: tooLarge ? "Ask for fewer rows or columns." : "Check the values that the functions of the query get.",
  });
}

/** The error for a statement that would keep the page busy for too long. */
export function computesTooLong(): AppError {
  return new AppError("TOO_LARGE", "The query computes for too long.", {
    hint: "Join on keys, or narrow it with WHERE conditions.",
  });
}

function unknownTable(failure: SqlFailure, written: string): AppError {
  const name = written.replace(/^.*\./, "");
  return located("SQL_UNKNOWN_TABLE", failure, {
    message: `no such table: ${written}`,
    hint: didYouMean(name, failure.source.names()) ?? "The list of tables shows what can be queried.",
  });
}

function unknownColumn(failure: SqlFailure, written: string): AppError {
  const name = written.replaceAll('"', "").replace(/^.*\./, "");
  const tables = new Set(failure.statement.names.flatMap((one) => failure.source.find(one) ?? []));
  const columns = [...tables].flatMap((table) => table.columns.map((column) => column.name));
  const quoted = written.startsWith('"') ? "A text is written in single quotes, such as 'paid'." : undefined;
  const hint = didYouMean(name, columns) ?? quoted;
  return located("SQL_UNKNOWN_COLUMN", failure, { message: `no such column: ${written}`, ...(hint ? { hint } : {}) });
}

function ambiguousColumn(failure: SqlFailure, name: string): AppError {
  return located("SQL_UNKNOWN_COLUMN", failure, {
    message: `the column ${name} is in more than one table of the query`,
    hint: `Write the table in front, such as charges.${name}.`,
  });
}

function unknownFunction(failure: SqlFailure, name: string): AppError {
  const hint = didYouMean(name, failure.functionNames);
  return located("SQL_SYNTAX", failure, { message: `no such function: ${name}`, ...(hint ? { hint } : {}) });
}

function didYouMean(name: string, names: readonly string[]): string | undefined {
  const suggestion = suggestName(name, names);
  return suggestion === undefined ? undefined : `Did you mean ${suggestion}?`;
}

function located(
  code: "SQL_SYNTAX" | "SQL_UNKNOWN_COLUMN" | "SQL_UNKNOWN_TABLE",
  { statement: { original }, offset }: SqlFailure,
  { message, hint }: { readonly message: string; readonly hint?: string },
): AppError {
  const init = hint ? { hint } : {};
  if (offset === null) return new AppError(code, `${sentence(message)}.`, init);
  const before = original.slice(0, offset).split("\n");
  const line = before.length;
  const column = (before[line - 1]?.length ?? 0) + 1;
  const place = original.includes("\n") ? `Line ${line}, character ${column}` : `Character ${column}`;
  return new AppError(code, `${place}: ${message}.`, { ...init, detail: { offset, line, column } });
}

const sentence = (message: string): string => message.charAt(0).toUpperCase() + message.slice(1);
