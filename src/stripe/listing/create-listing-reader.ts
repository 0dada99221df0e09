import type { NumberRange, ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import { creationTime } from "./creation-time";
import { readEachParent } from "./fan-out";
import { listRequests, unfedParents } from "./list-requests";
import type { ListedPage, Listing, ReadListing } from "./listing";
import { tellNotEnabled } from "./not-enabled";
import { createNovelty } from "./novelty";
import { addRanges } from "./number-range";
import { readList } from "./read-list";

/** Makes a {@link ReadListing} over the API. */
export function createListingReader(client: StripeClient): ReadListing {
  const read: ReadListing = (listing, context) => {
    const [parent] = unfedParents(listing.plan, listing.conditions);
    if (parent !== undefined) return readEachParent({ read, listing, column: parent.filter.column }, context);
    return readLists(client, listing, context);
  };
  return (listing, context) => orNotEnabled(read(listing, context), { table: listing.plan.table.name, context });
}

/** The lists that together hold every row, one after another. */
async function* readLists(client: StripeClient, listing: Listing, context: ReadContext): AsyncGenerator<ListedPage> {
  const { plan, conditions, columns } = listing;
  const pickNew = createNovelty(plan.catalog.key, creationTime(plan));
  let before: NumberRange = { least: 0, most: 0 };
  for (const request of listRequests(plan, conditions, columns)) {
    let current: NumberRange = { least: 0, most: null };
    const tell = (requests: NumberRange): void => {
      current = requests;
      context.onEstimate?.({ table: plan.table.name, requests: addRanges(before, requests) });
    };
    for await (const objects of readList(client, { listing, request, pickNew, tell }, context)) {
      if (objects.length > 0) yield { objects, asked: conditions.equals };
    }
    before = addRanges(before, current);
  }
}

/** No rows where the account does not have the product. */
async function* orNotEnabled(
  pages: AsyncIterable<ListedPage>,
  { table, context }: { readonly table: string; readonly context: ReadContext },
): AsyncGenerator<ListedPage> {
  try {
    yield* pages;
  } catch (failure) {
    if (!tellNotEnabled(failure, table, context)) throw failure;
  }
}
