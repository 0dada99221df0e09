import type { NumberRange, ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { creationTime } from "./creation-time";
import { completeLists } from "./embedded-lists";
import type { Listing, TakePage } from "./listing";
import { isMissing } from "./missing";
import type { PickNew } from "./novelty";
import { readInTurn } from "./read-in-turn";
import { readWindows } from "./windows/read-windows";

type Objects = readonly JsonObject[];

/** One list of a listing. */
export type OneList<T> = {
  readonly listing: Listing;
  readonly request: StripeRequest;
  /** Picks what no list of the listing had before. */
  readonly pickNew: PickNew;
  readonly take: TakePage<T>;
  /** Told what the list takes in all, as far as that can be known. */
  readonly tell: (requests: NumberRange) => void;
};

/**
 * What is taken of the new objects of one list, with embedded lists read to their end. A condition that names an object which does not exist
 * (`customer = 'cus_typo'`) has no rows; Stripe answers it with an error. Once rows came, whatever is missing would make the list shorter.
 */
export async function* readList<T>(client: StripeClient, list: OneList<T>, context: ReadContext): AsyncGenerator<T> {
  let hasBegun = false;
  const begun: ReadContext = { ...context, onRows: (count) => ((hasBegun = true), context.onRows?.(count)) };
  try {
    for await (const taken of readObjects(client, list, begun)) yield* taken;
  } catch (failure) {
    if (hasBegun || !isMissing(failure)) throw failure;
  }
}

/** For each reply, what was taken of it: nothing where it brought nothing new. */
async function* readObjects<T>(client: StripeClient, list: OneList<T>, context: ReadContext): AsyncGenerator<readonly T[]> {
  const { request, pickNew, take, tell } = list;
  const { plan, conditions, extent, columns, leaveListsCut } = list.listing;
  const accept = async (objects: Objects, reading: ReadContext): Promise<readonly T[]> => {
    const fresh = pickNew(objects);
    // Also of none: the list has begun all the same.
    context.onRows?.(fresh.length);
    if (fresh.length === 0) return [];
    const whole = leaveListsCut ? fresh : await completeLists(client, { columns, objects: fresh }, reading);
    return [take({ objects: whole, asked: conditions.equals })];
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
