import type { AnsweredQuery } from "../app/app-api";
import type { ReadCount } from "../connections/read-counts";
import type { TableLoad } from "../table/query-result";

/** What `--stats` says of an answer: a line of figures, then how each table came, then the account's reads. */
export function statsLines(answer: AnsweredQuery): readonly string[] {
  const { rows, complete, requests, elapsedMs, mode, asOf, loads, reads } = answer;
  const figures = [
    counted(rows.length, "row"),
    complete ? "complete" : "partial",
    counted(requests, "request"),
    `${(elapsedMs / 1000).toFixed(1)} s`,
    `${mode} mode`,
    `as of ${new Date(asOf).toISOString()}`,
  ];
  return [figures.join(", "), ...loads.map(loadLine), ...(reads === null ? [] : [readsLine(reads)])];
}

function readsLine({ count, since, floor }: ReadCount): string {
  const used = `${counted(count, "read")} since ${new Date(since).toISOString().slice(0, 10)}`;
  return `${used}, of the ${floor.toLocaleString("en")} or more in 30 days that Stripe allows`;
}

const ways: Readonly<Record<TableLoad["kind"], string>> = {
  list: "listed",
  changes: "changes since the last time",
  memory: "from memory",
  lookup: "looked up by key",
  search: "searched",
};

/** Such as `charges: listed, 20,000 rows, 200 requests`. */
function loadLine({ table, kind, rows, requests, why }: TableLoad): string {
  const parts = [ways[kind], counted(rows, "row"), counted(requests, "request")];
  return `${table}: ${parts.join(", ")}${why === null ? "" : ` (${why})`}`;
}

const counted = (count: number, noun: string): string => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
