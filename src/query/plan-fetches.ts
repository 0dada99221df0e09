import type { Conditions } from "../table/row-source";
import { conditionsKey, implies, sharedConditions } from "../table/conditions";
import { narrowingKey } from "./narrowing";
import type { PageScan, ScanSubject } from "./page-scan";
import type { RowStore } from "./row-store";
import type { ListFetch } from "./scan-request";
import type { Miss } from "./serve-rows";

/** One thing to ask of the source; all of a pass run together. */
export type Fetch =
  | { readonly kind: "lookup"; readonly store: RowStore; readonly key: string }
  | (ListFetch & { readonly kind: "list"; readonly pages: number; readonly rowsWanted: number | null })
  | { readonly kind: "continue"; readonly store: RowStore; readonly scan: PageScan; readonly pages: number };
type Listing = Extract<Fetch, { kind: "list" }>;

/** More keys of one table than this are read by a listing, whatever it takes: about as many requests as a run may usually send. */
const mostLookups = 500;
/** More listings that differ by a late value than this become one listing of what they share. */
const mostListings = 20;

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
  return withoutRepeats(narrowedWhereAgreed(fetches));
}

function fetchesOfGroup(group: readonly Miss[], late: boolean, rowsWanted: number | null): readonly Fetch[] {
  const [first] = group;
  if (!first) return [];
  const { store } = first;
  const keys = [...new Set(group.flatMap((miss) => miss.keys))];
  const shared = sharedConditions(group.flatMap(({ demand }) => demand.conjunctions));
  const canShare = meetsRequired(store, shared);
  if (keys.length > 0) {
    if (listsInsteadOf(keys.length, store, shared)) return [listAll(store, shared)];
    return keys.map((key) => ({ kind: "lookup", store, key }));
  }
  const unfinished = [...new Set(group.flatMap((miss) => miss.unfinished))];
  const continued = unfinished.map((scan): Fetch => ({
    kind: "continue",
    store,
    scan,
    pages: pagesToAdd(scan, first, rowsWanted),
  }));
  return [...continued, ...listings(group, { shared: late && canShare ? shared : null, rowsWanted })];
}

/** Whether so many keys are better read by one listing of all rows. */
export function listsInsteadOf(keys: number, store: RowStore, shared: Conditions): boolean {
  return store.lookups + keys > mostLookups && canBeListed(store, shared);
}

/** Whether a listing with these conditions is possible and not there yet. */
export function canBeListed(store: RowStore, shared: Conditions): boolean {
  return meetsRequired(store, shared) && store.covering({ conditions: shared, narrowing: null })?.done !== true;
}

/** The listing of all rows that meet conditions. */
export function listAll(store: RowStore, conditions: Conditions): Listing {
  return { kind: "list", store, conditions, narrowing: null, extent: "all", pages: Infinity, rowsWanted: null };
}

type ListingOptions = { readonly shared: Conditions | null; readonly rowsWanted: number | null };

/** A listing for each conjunction; too many become the one that they share, which helps each of them only as a whole. */
function listings(group: readonly Miss[], { shared, rowsWanted }: ListingOptions): readonly Fetch[] {
  const distinct = new Map(
    group.flatMap(({ store, access, demand: { narrowing }, conjunctions, little }) =>
      conjunctions.map((conditions): [string, Listing] => [
        conditionsKey(conditions) + narrowingKey(narrowing),
        little
          ? { ...listAll(store, conditions), narrowing, extent: "some", pages: 1, rowsWanted: access.plan.limit ?? rowsWanted }
          : { ...listAll(store, conditions), narrowing },
      ]),
    ),
  );
  const store = group[0]?.store;
  if (!store || !shared || distinct.size <= mostListings) return [...distinct.values()];
  return [listAll(store, shared)];
}

/** Whether the source lists with these conditions for one value of each column that it wants a value of. */
function meetsRequired(store: RowStore, { equals }: Conditions): boolean {
  return store.table.filters.every(
    ({ required, eachOf, column }) => (!required && eachOf === undefined) || Object.hasOwn(equals, column),
  );
}

/**
 * A narrowed listing lacks rows, so that it serves only those who narrow alike. Where accesses of the same conditions do
 * not agree, or did not in an earlier pass, one listing of all rows serves them all.
 */
function narrowedWhereAgreed(fetches: readonly Fetch[]): readonly Fetch[] {
  const lists = fetches.filter((fetch) => fetch.kind === "list");
  if (lists.every(({ narrowing }) => narrowing === null)) return fetches;
  const narrowings = new Map<string, Set<string>>();
  const place = (store: RowStore, { conditions }: ScanSubject): string => store.table.name + conditionsKey(conditions);
  const note = (store: RowStore, subject: ScanSubject): void => {
    const at = place(store, subject);
    narrowings.set(at, (narrowings.get(at) ?? new Set()).add(narrowingKey(subject.narrowing)));
  };
  for (const list of lists) note(list.store, list);
  for (const store of new Set(lists.map((list) => list.store))) for (const scan of store.scans) note(store, scan);
  const agreed = (list: Listing): boolean => narrowings.get(place(list.store, list))?.size === 1;
  return fetches.map((fetch) => (fetch.kind === "list" && !agreed(fetch) ? { ...fetch, narrowing: null } : fetch));
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
  return one.kind === "list" && other.kind === "list" && one.store === other.store && listsAllOf(one, other);
}

function listsAllOf(one: Listing, other: Listing): boolean {
  if (one.narrowing !== null && narrowingKey(one.narrowing) !== narrowingKey(other.narrowing)) return false;
  return (
    conditionsKey(one.conditions) === conditionsKey(other.conditions) ||
    (one.pages === Infinity && implies(other.conditions, one.conditions))
  );
}
