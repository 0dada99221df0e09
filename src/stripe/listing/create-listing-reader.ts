import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { completeLists } from "./embedded-lists";
import { listRequests } from "./list-requests";
import type { ListedPage, Listing, ReadListing } from "./listing";
import { isMissing } from "./missing";
import { createNovelty } from "./novelty";
import { readInTurn } from "./read-in-turn";

/** Makes a {@link ReadListing} over the API. */
export function createListingReader(client: StripeClient): ReadListing {
  return (listing, context) => readListing(client, listing, context);
}

async function* readListing(client: StripeClient, listing: Listing, context: ReadContext): AsyncGenerator<ListedPage> {
  const { plan, conditions, columns } = listing;
  const pickNew = createNovelty(plan.catalog.key);
  for (const request of listRequests(plan, conditions, columns)) {
    const pages = plan.catalog.kind === "singleton" ? readSingle(client, request, context) : readInTurn(client, request, context);
    for await (const page of endWhenNamedObjectIsMissing(pages)) {
      const objects = pickNew(page);
      context.onRows?.(objects.length);
      yield { objects: await completeLists(client, { columns, objects }, context), asked: conditions.equals };
    }
  }
}

async function* readSingle(
  client: StripeClient,
  request: StripeRequest,
  context: ReadContext,
): AsyncGenerator<readonly JsonObject[]> {
  yield [await client.get(request, context)];
}

/**
 * A condition that names an object which does not exist (`customer = 'cus_typo'`) has no rows; Stripe answers it with an error.
 * Once rows came, whatever is missing (the cursor, an object deleted meanwhile) would make the list shorter.
 */
async function* endWhenNamedObjectIsMissing(
  pages: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<readonly JsonObject[]> {
  let begun = false;
  try {
    for await (const page of pages) {
      begun = true;
      yield page;
    }
  } catch (failure) {
    if (begun || !isMissing(failure)) throw failure;
  }
}
