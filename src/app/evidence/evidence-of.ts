import { currencyExponent } from "../../catalog/currency";
import type { CellValue } from "../../platform/ports";
import type { AnsweredQuery, QueryDefinition } from "../app-api";
import { toSerialDate } from "../serial-date";
import { toCells } from "../to-cells";
import type { FindTable } from "../to-table-content";
import type { AuditRow, TotalsRow } from "./audit-tables";
import { type ControlTotal, controlTotals } from "./control-totals";
import { exactCell } from "./exact-money";

/** What a run says of a query, as rows of the two tables. */
export type Evidence = { readonly audit: AuditRow; readonly totals: readonly TotalsRow[] };

/** What evidence tells besides the query and its answer. */
export type EvidenceFacts = {
  /** Id and name of the account, or why it could not be read. */
  readonly account: string;
  readonly apiVersion: string;
  /** Name of the connection's time zone. */
  readonly zone: string;
  /** A moment (ms since 1970 UTC) in that zone: `YYYY-MM-DD HH:MM:SS`. */
  readonly timeText: (milliseconds: number) => string;
  /** Name of the table that shows the rows. */
  readonly table: string;
  readonly findTable: FindTable;
};

type Told = Pick<QueryDefinition, "id" | "name" | "sql">;

/** Where an answer comes from, how much of all it is, and what its money columns come to. */
export function evidenceOf(answer: AnsweredQuery, definition: Told, facts: EvidenceFacts): Evidence {
  const readAt = readAtCell(answer.asOf, facts);
  const audit: AuditRow = {
    Query: definition.name,
    Connection: answer.connection,
    Account: facts.account,
    Mode: answer.mode,
    "API version": facts.apiVersion,
    "Read at": readAt,
    Zone: facts.zone,
    Rows: answer.rows.length,
    Requests: answer.requests,
    Complete: answer.complete ? "yes" : "no",
    Reasons: answer.reasons.map(({ message }) => message).join(" ") || null,
    Table: facts.table,
    "Last failure": null,
    SQL: definition.sql,
    "Query id": definition.id,
  };
  const totals = controlTotals(answer, facts.findTable).map((total) => totalsRow({ ...total, note: noteOf(total, answer) }, definition, readAt));
  return { audit, totals };
}

/** What a person who compares the total with the table should know. */
function noteOf({ column, currency, minor, note }: ControlTotal, answer: AnsweredQuery): string | null {
  const shown = answer.columns[toCells({ ...answer, rows: [] }).headers.indexOf(column)];
  const isInMinor = shown?.type === "money" && minor !== null && currency !== null && currencyExponent(currency) > 0;
  const notes = [answer.complete ? null : "not all rows are there", note, isInMinor ? "the table shows minor units" : null];
  return notes.filter((one) => one !== null).join("; ") || null;
}

/** What a run that failed changes of it: the rows of the run before stand. */
export function failureEvidence({ id, name }: Told, sentence: string): AuditRow {
  return { Query: name, "Last failure": sentence, "Query id": id };
}

/** The day of a moment (ms since 1970 UTC) in the connection's zone: `2026-11-21`. */
export const dayIn = (moment: number, { timeText }: Pick<EvidenceFacts, "timeText">): string => timeText(moment).slice(0, 10);

/** A point in time as an Excel date of the connection's zone. */
export function readAtCell(asOf: number, { timeText }: Pick<EvidenceFacts, "timeText">): CellValue {
  const text = timeText(asOf);
  return toSerialDate(text) ?? text;
}

function totalsRow({ column, currency, rows, minor, note }: ControlTotal, { id, name }: Told, readAt: CellValue): TotalsRow {
  return {
    Query: name,
    Column: column,
    Currency: currency?.toUpperCase() ?? null,
    Rows: rows,
    Total: minor === null ? null : exactCell(minor, currencyExponent(currency ?? "")),
    Balance: null,
    Difference: null,
    "Read at": readAt,
    Note: note,
    "Query id": id,
  };
}
