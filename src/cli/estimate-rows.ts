import { divideRange, rangeText } from "../app/number-ranges";
import type { QueryEstimate, TableEstimate } from "../app/query-estimate";
import type { SqlValue } from "../table/column";
import type { Rows } from "./formats/format";

type Column = { readonly type: "text" | "boolean"; readonly of: (table: TableEstimate, estimate: QueryEstimate) => SqlValue };

/** What `--explain` shows, by column. */
const columns: Readonly<Record<string, Column>> = {
  table: { type: "text", of: ({ table }) => table },
  sent: { type: "text", of: ({ sent }) => sent.join(", ") },
  local: { type: "text", of: ({ local }) => local.join(", ") },
  stops_early: { type: "boolean", of: ({ stopsEarly }) => (stopsEarly ? 1 : 0) },
  rows: { type: "text", of: (table) => dependentText(table) ?? rangeText(table.rows) },
  requests: { type: "text", of: (table) => dependentText(table) ?? rangeText(table.requests) },
  seconds: { type: "text", of: (table) => dependentText(table) ?? rangeText(table.seconds) },
  rate_limit: { type: "text", of: (_, estimate) => paceText(estimate) },
  month: { type: "text", of: (table, estimate) => dependentText(table) ?? monthText(table, estimate) },
  known_by: { type: "text", of: ({ basis }) => basis },
};

/** The estimate of a query as rows: one a table, and one for all when there are several. */
export function estimateRows(estimate: QueryEstimate): Rows {
  const shown = estimate.tables.length > 1 ? [...estimate.tables, total(estimate)] : estimate.tables;
  return {
    columns: Object.entries(columns).map(([name, { type }]) => ({ name, type, origin: null })),
    rows: shown.map((table) => Object.values(columns).map((column) => column.of(table, estimate))),
  };
}

function total({ tables, requests, seconds }: QueryEstimate): TableEstimate {
  const stopsEarly = tables.every((table) => table.stopsEarly);
  return { table: "(all)", sent: [], local: [], dependent: false, stopsEarly, rows: null, requests, seconds, basis: "unknown" };
}

const dependentText = ({ dependent, requests }: TableEstimate): string | null =>
  dependent && requests === null ? "depends on the rows of others" : null;

function paceText({ pace }: QueryEstimate): string {
  return pace === null ? "as the server allows" : `${pace.mostASecond} of ${pace.ofASecond} a second`;
}

/** The share of the reads that Stripe allows any account in a month. */
function monthText({ requests }: TableEstimate, { reads }: QueryEstimate): string {
  const text = rangeText(requests && reads && divideRange(requests, reads.floor / 100));
  return text === "unknown" ? text : `${text} %`;
}
