import { divideRange, rangeText } from "../../src/app/number-ranges";
import type { QueryEstimate, TableEstimate } from "../../src/app/query-estimate";
import { requestCount, requestsNeeded, rowsNeeded, timeNeeded } from "../figures";

/** What a whole query takes: `About 10-13 requests, about 2 s.` */
export function estimateHeadline({ tables, requests, seconds }: QueryEstimate): string {
  if (tables.length > 0 && tables.every(({ basis }) => basis === "memory")) return "No request: the rows are in memory.";
  const amount = requestsNeeded(requests);
  if (amount === null) return "Nobody can tell how many requests this takes.";
  const time = requests?.most === 0 ? null : timeNeeded(seconds);
  return sentence([amount, time].filter((part) => part !== null).join(", "));
}

/** What share of Stripe's limits that is, and what finding out has cost. */
export function estimateShares({ requests, pace, reads, probes }: QueryEstimate): string {
  const share = reads === null || requests === null ? null : divideRange(requests, reads.floor / 100);
  const month = share === null ? "unknown" : rangeText({ least: round(share.least), most: share.most === null ? null : round(share.most) });
  return [
    ...(pace === null ? [] : [`At most ${pace.mostASecond} of the ${pace.ofASecond} requests a second that the account may send.`]),
    ...(month === "unknown" ? [] : [`${month === "0" ? "Less than 1" : sentence(month, "")} % of the reads of a month.`]),
    ...(probes === 0 ? [] : [`${sentence(requestCount(probes), "")} ${probes === 1 ? "was" : "were"} sent to find out.`]),
  ].join(" ");
}

const bases: Readonly<Record<TableEstimate["basis"], string | null>> = {
  memory: "its rows are in memory",
  counted: "as it was listed before",
  probed: "judged by its newest rows",
  unknown: null,
};

/** What reading one table takes, a name and a text each. */
export function tableLines(table: TableEstimate): readonly (readonly [name: string, text: string])[] {
  const { sent, local, dependent, stopsEarly, rows, requests, basis } = table;
  const amounts = [rowsNeeded(rows), requestsNeeded(requests), bases[basis]].filter((part) => part !== null);
  const expected = dependent && requests === null ? "depends on the rows of other tables" : amounts.join(", ") || "unknown";
  return [
    ["Reads", stopsEarly ? `${expected}; stops when there are enough` : expected],
    ["Stripe filters", sent.join(", ") || "nothing"],
    ...(local.length === 0 ? [] : [["Filtered here", local.join(", ")] as const]),
  ];
}

/** Shares of a percent are not worth telling apart. */
const round = (percent: number): number => (percent < 1 ? 0 : Math.round(percent));

const sentence = (text: string, end = "."): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
