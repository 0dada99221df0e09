import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import { readPage } from "../listing/list-page";
import { readInTurn } from "../listing/read-in-turn";
import type { StripeRequest } from "../request";

/** The most that one call takes. https://docs.stripe.com/api/events/list#list_events-types */
const typesPerCall = 20;

/** Unix seconds of the newest event of the account, by Stripe's clock; `null` where there was none in 30 days. */
export async function newestEventTime(client: StripeClient, context: ReadContext): Promise<number | null> {
  const { objects } = await readPage(client, { request: eventsRequest([["limit", "1"]]), cursor: null }, context);
  const [newest] = objects;
  return newest === undefined ? null : createdOf(newest);
}

/** Events of these types from `since` (Unix seconds; `null`: from the beginning) on, a page at a time. */
export async function* listEvents(
  client: StripeClient,
  { types, since }: { readonly types: readonly string[]; readonly since: number | null },
  context: ReadContext,
): AsyncGenerator<readonly JsonObject[]> {
  for (let first = 0; first < types.length; first += typesPerCall) {
    const request = eventsRequest([
      ["limit", "100"],
      ...(since === null ? [] : [["created[gte]", String(since)] as const]),
      ...types.slice(first, first + typesPerCall).map((type) => ["types[]", type] as const),
    ]);
    yield* readInTurn(client, { request, timeOf: createdOf }, context);
  }
}

function createdOf({ created }: JsonObject): number | null {
  return typeof created === "number" ? created : null;
}

function eventsRequest(query: StripeRequest["query"]): StripeRequest {
  return { path: "/v1/events", query, endpoint: "/v1/events" };
}
