import { conditionsKey } from "../../table/conditions";
import { pageSize } from "../listing/list-requests";
import type { KeptScan } from "./kept-scan";
import { mayMatch } from "./may-match";
import type { Wanted } from "./wanted";

/** How many of the kept rows are wanted, as far as their columns tell. */
export function countWanted(wanted: Wanted, { conditions, rows, order }: KeptScan): number {
  if (conditionsKey(wanted.conditions) === conditionsKey(conditions)) return order.length;
  const matches = mayMatch(wanted, rows);
  return order.reduce((count, row) => (matches(row) ? count + 1 : count), 0);
}

/** What listing only what is wanted would take, by the rows that are kept of it. */
export function requestsToList(wanted: Wanted, kept: KeptScan): number {
  if (conditionsKey(wanted.conditions) === conditionsKey(kept.conditions)) return kept.listRequests;
  return Math.max(1, Math.ceil(countWanted(wanted, kept) / Number(pageSize[wanted.plan.catalog.api])));
}
