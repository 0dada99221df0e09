import { Secret } from "../../../src/base/secret";
import type { SendHttp } from "../../../src/platform/ports";
import { stripeApiVersion } from "../../../src/stripe/api-version";
import { createStripeClient, type StripeClient } from "../../../src/stripe/client";
import { fixedCredential } from "../../../src/stripe/credential";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { type Listing, pageItself } from "../../../src/stripe/listing/listing";
import { createPacer } from "../../../src/stripe/pacing/pacer";
import { createTablePlans } from "../../../src/stripe/table-plans";
import { createTimeZone } from "../../../src/stripe/time-zone";
import type { Conditions, Extent, ReadContext } from "../../../src/table/row-source";
import { json } from "../stripe-fake";
import { createTimeline, type Timeline } from "./timeline";

export const everything: Conditions = { equals: {}, ranges: {} };
const plans = createTablePlans(createTimeZone("UTC"), false);

/** What is listed of a table. */
export function listingOf(table: string, columns: readonly string[], given: Partial<Pick<Listing, "conditions" | "extent">> = {}): Listing {
  const found = plans.find(table);
  if (found === undefined) throw new Error(`no table ${table}`);
  const { plan, columns: plansOfColumns } = plans.reading({ table: found.table, columns });
  return { plan, columns: plansOfColumns, conditions: everything, extent: "all", ...given };
}

/** A client over a server; `perSecond`: requests to one endpoint. */
export function openClient(send: SendHttp, timeline: Timeline, perSecond = Infinity): StripeClient {
  return createStripeClient({
    send,
    clock: timeline.clock,
    random: () => 0.5,
    credentials: fixedCredential(new Secret("sk_test_sandbox")),
    apiBase: "https://stripe.example",
    apiVersion: stripeApiVersion,
    accountId: null,
    pacer: createPacer(timeline.clock, { account: Infinity, endpoint: perSecond, search: Infinity, concurrent: 40 }),
  });
}

const latencyMs = 150;

/** A request, and the last id that it was answered with. */
export type Sent = { readonly url: URL; last: string };

/** A server whose only list has objects of these times (Unix seconds), and answers after 150 ms. Ids are their places. */
export function serveTimes(times: readonly number[], timeline: Timeline): { readonly send: SendHttp; readonly sent: readonly Sent[] } {
  const sorted = [...times].sort((a, b) => b - a);
  const sent: Sent[] = [];
  const firstNotAfter = (second: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= second) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const send: SendHttp = async (request, signal) => {
    const url = new URL(request.url);
    const one: Sent = { url, last: "" };
    sent.push(one);
    await timeline.clock.sleep(latencyMs, signal);
    const asked = (name: string): string | null => url.searchParams.get(name);
    const after = asked("starting_after");
    const begin = Math.max(after === null ? 0 : Number(after) + 1, firstNotAfter(Number(asked("created[lte]") ?? Infinity)));
    const end = firstNotAfter(Number(asked("created[gte]") ?? -Infinity) - 1);
    const places = Array.from({ length: Math.max(0, Math.min(100, end - begin)) }, (_, index) => begin + index);
    const data = places.map((place) => ({ id: String(place), created: sorted[place] }));
    one.last = data.at(-1)?.id ?? "";
    return json({ object: "list", data, has_more: begin + 100 < end });
  };
  return { send, sent };
}

/** How a list of these times is read: the times in the order of delivery, each object once, and what it took. */
export async function readTimes(
  times: readonly number[],
  { perSecond, extent = "all", conditions = everything }: { perSecond?: number; extent?: Extent; conditions?: Conditions } = {},
) {
  const timeline = createTimeline();
  const { send, sent } = serveTimes(times, timeline);
  const read = createListingReader(openClient(send, timeline, perSecond));
  const started = timeline.clock.now();
  const ids: string[] = [];
  const delivered: number[] = [];
  const estimates: { least: number; most: number | null }[] = [];
  const context: ReadContext = {
    signal: new AbortController().signal,
    onRequest: () => undefined,
    onEstimate: ({ requests }) => void estimates.push(requests),
  };
  const work = async (): Promise<void> => {
    for await (const { objects } of read(listingOf("charges", ["id", "created"], { extent, conditions }), pageItself, context)) {
      for (const object of objects) {
        ids.push(String(object["id"]));
        delivered.push(Number(object["created"]));
      }
    }
  };
  await timeline.run(work());
  return { ids, delivered, requests: sent.length, seconds: (timeline.clock.now() - started) / 1000, estimates, sent };
}
