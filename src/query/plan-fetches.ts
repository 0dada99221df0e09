import type { Conditions } from "../table/row-source";
import { conditionsKey, implies, sharedConditions } from "../table/conditions";
import type { PageScan } from "./page-scan";
import type { RowStore } from "./row-store";
import type { Miss } from "./serve-rows";

/** One thing to ask of the source; all of a pass run together. */
export type Fetch =
  | { readonly kind: "lookup"; readonly store: RowStore; readonly key: string }
  | { readonly kind: "list"; readonly store: RowStore; readonly conditions: Conditions; readonly pages: number }
  | { readonly kind: "continue"; readonly scan: PageScan; readonly pages: number };

/** More keys of one table than this are read by a listing. */
export const mostLookups = 100;
/** More listings that differ by a late value than this become one listing of what they share. */
export const mostListings = 20;

/**
 * Decides what to fetch after a pass. `rowsWanted` is how many rows the statement will read at most, when known.
 *
 * - The end of a partly read listing counts only when nothing else is missing: the statement may have come to it just
 *   because rows of another table were missing.
 * - Of accesses whose values come from other tables only those of the first plan are fetched; the values of the others
 *   may rest on rows that are still missing.
 */
export function planFetches(misses: readonly Miss[], rowsWanted: number | null): readonly Fetch[] {
  const hard = misses.filter((miss) => miss.keys.length > 0 || miss.conjunctions.length > 0 || !miss.little);
  const groups = new Map<string, Miss[]>();
  for (const miss of hard.length > 0 ? hard : misses) {
    const group = groups.get(miss.access.planText);
    if (group) group.push(miss);
    else groups.set(miss.access.planText, [miss]);
  }
  const fetches: Fetch[] = [];
  let lateSeen = false;
  for (const group of groups.values()) {
    const late = group.some(({ access }) => access.plan.conditions.some((condition) => condition.late));
    if (late && lateSeen) continue;
    lateSeen ||= late;
    fetches.push(...fetchesOfGroup(group, late, rowsWanted));
  }
  return withoutRepeats(fetches);
}

function fetchesOfGroup(group: readonly Miss[], late: boolean, rowsWanted: number | null): readonly Fetch[] {
  const [first] = group;
  if (!first) return [];
  const { store } = first;
  const keys = [...new Set(group.flatMap((miss) => miss.keys))];
  const shared = sharedConditions(group.flatMap(({ demand }) => demand.conjunctions));
  const canShare = meetsRequired(store, shared);
  if (keys.length > 0) {
    const isListed = store.covering(shared)?.done === true;
    if (canShare && !isListed && store.lookups + keys.length > mostLookups)
      return [{ kind: "list", store, conditions: shared, pages: Infinity }];
    return keys.map((key) => ({ kind: "lookup", store, key }));
  }
  const unfinished = [...new Set(group.flatMap((miss) => miss.unfinished))];
  const continued = unfinished.map((scan): Fetch => ({
    kind: "continue",
    scan,
    pages: pagesToAdd(scan, first, rowsWanted),
  }));
  return [...continued, ...listings(group, late && canShare ? shared : null)];
}

/** A listing for each conjunction; too many become the one that they share, which helps each of them only as a whole. */
function listings(group: readonly Miss[], shared: Conditions | null): readonly Fetch[] {
  const distinct = new Map(
    group.flatMap(({ store, conjunctions, little }) =>
      conjunctions.map((conditions): [string, Fetch] => [
        conditionsKey(conditions),
        { kind: "list", store, conditions, pages: little ? 1 : Infinity },
      ]),
    ),
  );
  const store = group[0]?.store;
  if (!store || !shared || distinct.size <= mostListings) return [...distinct.values()];
  return [{ kind: "list", store, conditions: shared, pages: Infinity }];
}

function meetsRequired(store: RowStore, { equals }: Conditions): boolean {
  return store.table.filters.every(({ required, column }) => !required || Object.hasOwn(equals, column));
}

/** As many pages as the wanted rows need; as many again as were read so far when those were not enough. */
function pagesToAdd(scan: PageScan, { little, access }: Miss, rowsWanted: number | null): number {
  if (!little) return Infinity;
  const wanted = access.plan.limit ?? rowsWanted;
  const read = scan.rows.length;
  if (wanted === null || read === 0 || read >= wanted) return Math.max(1, scan.pages);
  return Math.ceil((wanted - read) / (read / scan.pages));
}

/** Leaves out what another fetch of the same pass brings as well. */
function withoutRepeats(fetches: readonly Fetch[]): readonly Fetch[] {
  const kept: Fetch[] = [];
  for (const fetch of [...fetches].sort((a, b) => pagesOf(b) - pagesOf(a))) {
    if (!kept.some((other) => brings(other, fetch))) kept.push(fetch);
  }
  return kept;
}

const pagesOf = (fetch: Fetch): number => (fetch.kind === "lookup" ? 0 : fetch.pages);

function brings(one: Fetch, other: Fetch): boolean {
  if (one.kind === "continue" && other.kind === "continue") return one.scan === other.scan;
  if (one.kind === "lookup" && other.kind === "lookup") return one.store === other.store && one.key === other.key;
  if (one.kind !== "list" || other.kind !== "list" || one.store !== other.store) return false;
  return (
    conditionsKey(one.conditions) === conditionsKey(other.conditions) ||
    (one.pages === Infinity && implies(other.conditions, one.conditions))
  );
}
