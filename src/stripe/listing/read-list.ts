import type { NumberRange, ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { creationTime } from "./creation-time";
import { completeLists } from "./embedded-lists";
import type { Listing } from "./listing";
import { isMissing } from "./missing";
import type { PickNew } from "./novelty";
import { readInTurn } from "./read-in-turn";
import { readWindows } from "./windows/read-windows";

type Objects = readonly JsonObject[];

/** One list of a listing. */
export type OneList = {
  readonly listing: Listing;
  readonly request: StripeRequest;
  /** Picks what no list of the listing had before. */
  readonly pickNew: PickNew;
  /** Told what the list takes in all, as far as that can be known. */
  readonly tell: (requests: NumberRange) => void;
};

/**
 * The new objects of one list, with embedded lists read to their end. A condition that names an object which does not exist
 * (`customer = 'cus_typo'`) has no rows; Stripe answers it with an error. Once rows came, whatever is missing would make the list shorter.
 */
export async function* readList(client: StripeClient, list: OneList, context: ReadContext): AsyncGenerator<Objects> {
  let hasBegun = false;
  const begun: ReadContext = { ...context, onRows: (count) => ((hasBegun = true), context.onRows?.(count)) };
  try {
    yield* readObjects(client, list, begun);
  } catch (failure) {
    if (hasBegun || !isMissing(failure)) throw failure;
  }
}

async function* readObjects(client: StripeClient, list: OneList, context: ReadContext): AsyncGenerator<Objects> {
  const { request, tell } = list;
  const { plan, extent, columns, leaveListsCut } = list.listing;
  const accept = (objects: Objects, reading: ReadContext): Promise<Objects> => {
    const fresh = list.pickNew(objects);
    context.onRows?.(fresh.length);
    return leaveListsCut ? Promise.resolve(fresh) : completeLists(client, { columns, objects: fresh }, reading);
  };
  if (plan.catalog.kind === "singleton") {
    yield await accept([await client.get(request, context)], context);
    return;
  }
  const timeOf = creationTime(plan);
  if (extent === "all" && timeOf !== null) {
    const outcome = yield* readWindows(client, { request, timeOf, accept, tell }, context);
    if (outcome === "complete") return;
  }
  for await (const objects of readInTurn(client, { request, timeOf }, context)) yield await accept(objects, context);
}
