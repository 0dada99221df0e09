import type { ReadContext } from "../../table/row-source";
import { knownEntries, listColumns } from "./embedded-children";
import type { TablePlan } from "../declare-table";
import type { JsonObject } from "../json-object";
import { type Listing, pageItself, type ReadListing, type TakePage } from "./listing";
import { isMissing } from "./missing";
import { readTogether } from "./read-together";

/** A listing that needs a value for a column, which each row of another table gives in turn. */
export type EachParent<T> = { readonly read: ReadListing; readonly listing: Listing; readonly take: TakePage<T>; readonly column: string };

/** The listing of the rows of one parent, and those of them that the parent showed already: all, or `null`. */
type Child = { readonly listing: Listing; readonly known: readonly JsonObject[] | null };

/**
 * Lists once for each row of the parent table: those first, so that the cost is told before it arises; then their rows, in
 * parallel, or in turn for a reader who may stop early.
 */
export async function* readEachParent<T>(each: EachParent<T>, context: ReadContext): AsyncGenerator<T> {
  const children = readChildren(each, context);
  if (each.listing.extent === "some") {
    for await (const some of children) for (const child of some) yield* readChild(each, child, context);
    return;
  }
  const left: Child[] = [];
  for await (const some of children) {
    left.push(...some.filter(({ known }) => known === null));
    for (const child of some) if (child.known !== null) yield* readChild(each, child, context);
  }
  yield* readTogether(left.map((child) => (reading) => readChild(each, child, reading)), context);
}

/** What is to be listed for each parent, as the parents come, page by page. */
async function* readChildren<T>({ read, listing, column }: EachParent<T>, context: ReadContext): AsyncGenerator<readonly Child[]> {
  const parent = parentOf(listing.plan, column);
  const key = parent.catalog.key ?? "id";
  let requests = 0;
  let toList = 0;
  const reading: ReadContext = { signal: context.signal, onRequest: () => (requests++, context.onRequest()) };
  for await (const { objects } of read(listingOf(parent, key, listing), pageItself, reading)) {
    const children = objects.flatMap((object) => childOf(listing, column, { object, key: object[key] }));
    toList += children.filter(({ known }) => known === null).length;
    context.onEstimate?.({ table: listing.plan.table.name, requests: { least: requests + toList, most: null } });
    yield children;
  }
}

function parentOf(plan: TablePlan, column: string): TablePlan {
  const parent = plan.parentOf(column);
  if (parent === undefined) throw new Error(`no table gives the values of ${plan.table.name}.${column}`);
  return parent;
}

/** All rows of the parent table, with no more of them than the key and the lists that may spare a request. */
function listingOf(parent: TablePlan, key: string, { plan, columns, extent }: Listing): Listing {
  const own = parent.columns.get(key);
  const used = [...(own === undefined ? [] : [own]), ...listColumns(parent, { plan, columns })];
  return { plan: parent, conditions: { equals: {}, ranges: {} }, columns: used, extent, leaveListsCut: true };
}

type Parent = { readonly object: JsonObject; readonly key: unknown };

function childOf(listing: Listing, column: string, { object, key }: Parent): readonly Child[] {
  if (typeof key !== "string") return [];
  const conditions = { ...listing.conditions, equals: { ...listing.conditions.equals, [column]: key } };
  const child: Listing = { ...listing, conditions, extent: "some" };
  return [{ listing: child, known: knownEntries(child, object) }];
}

/** The rows of one parent; none of one that was deleted meanwhile. */
async function* readChild<T>({ read, take }: EachParent<T>, { listing, known }: Child, context: ReadContext): AsyncGenerator<T> {
  if (known !== null) {
    context.onRows?.(known.length);
    yield take({ objects: known, asked: listing.conditions.equals });
    return;
  }
  try {
    yield* read(listing, take, { ...context, onEstimate: () => undefined });
  } catch (failure) {
    if (!isMissing(failure)) throw failure;
  }
}
