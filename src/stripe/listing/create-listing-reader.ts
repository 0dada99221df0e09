import type { NumberRange, ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import { creationTime } from "./creation-time";
import { readEachParent } from "./fan-out";
import { listRequests, unfedParents } from "./list-requests";
import type { Listing, ReadListing, TakePage } from "./listing";
import { tellNotEnabled } from "./not-enabled";
import { createNovelty } from "./novelty";
import { addRanges } from "./number-range";
import { readList } from "./read-list";

/** Makes a {@link ReadListing} over the API. */
export function createListingReader(client: StripeClient): ReadListing {
  const read: ReadListing = (listing, take, context) => {
    const [parent] = unfedParents(listing.plan, listing.conditions);
    if (parent !== undefined) return readEachParent({ read, listing, take, column: parent.filter.column }, context);
    return readLists(client, { listing, take }, context);
  };
  return (listing, take, context) => orNotEnabled(read(listing, take, context), { table: listing.plan.table.name, context });
}

/** The lists that together hold every row, one after another. */
async function* readLists<T>(
  client: StripeClient,
  { listing, take }: { readonly listing: Listing; readonly take: TakePage<T> },
  context: ReadContext,
): AsyncGenerator<T> {
  const { plan, conditions, columns } = listing;
  const pickNew = createNovelty(plan.catalog.key, creationTime(plan));
  let before: NumberRange = { least: 0, most: 0 };
  for (const request of listRequests(plan, conditions, columns)) {
    let current: NumberRange = { least: 0, most: null };
    const tell = (requests: NumberRange): void => {
      current = requests;
      context.onEstimate?.({ table: plan.table.name, requests: addRanges(before, requests) });
    };
    yield* readList(client, { listing, request, pickNew, take, tell }, context);
    before = addRanges(before, current);
  }
}

/** No rows where the account does not have the product. */
async function* orNotEnabled<T>(
  pages: AsyncIterable<T>,
  { table, context }: { readonly table: string; readonly context: ReadContext },
): AsyncGenerator<T> {
  try {
    yield* pages;
  } catch (failure) {
    if (!tellNotEnabled(failure, table, context)) throw failure;
  }
}
