import type { QueryResult } from "../../table/query-result";

export type Rows = Pick<QueryResult, "columns" | "rows">;

/** Turns a result into text, in pieces small enough to write one by one. */
export type Format = (result: Rows) => Iterable<string>;
