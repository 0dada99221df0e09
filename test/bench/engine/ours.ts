import sqlite3InitModule from "@sqlite.org/sqlite-wasm";

import type { JsonObject } from "../../../src/stripe/json-object";
import type { StripeClient } from "../../../src/stripe/client";
import type { StripeRequest } from "../../../src/stripe/request";
import { createQueryEngine } from "../../../src/query/engine";
import { createStripeSource } from "../../../src/stripe/create-stripe-source";
import type { Company } from "./company";
import type { Contender } from "./contender";

const fiveMinutes = 300_000;

/** The engine over the source that reads Stripe; its client hands out objects that are parsed already, as Stripe's servers would. */
export function ourContender(company: Company): Contender {
  const client = listClient(company);
  return {
    async start() {
      const source = createStripeSource({ client, timeZone: "UTC", now: Date.now, cacheBytes: 1 << 30 });
      const engine = createQueryEngine(await sqlite3InitModule(), source, { now: Date.now });
      const { signal } = new AbortController();
      return {
        async ask(sql) {
          const { rows, complete } = await engine.run({ sql }, { signal, freshness: { maxAgeMs: fiveMinutes } });
          if (!complete) throw new Error("an answer was not complete");
          return rows;
        },
        close: () => engine.close(),
      };
    },
  };
}

/** A client over lists in memory, with the pages, cursors and bounds of https://docs.stripe.com/api/pagination. */
export function listClient(company: Company): StripeClient {
  const lists = new Map<string, List>([
    ["/v1/charges", listOf(company.charges)],
    ["/v1/customers", listOf(company.customers)],
  ]);
  return {
    get(request, context) {
      context.onRequest();
      const list = lists.get(request.path);
      if (!list) return Promise.reject(new Error(`no list ${request.path}`));
      return Promise.resolve(pageOf(list, request));
    },
  };
}

type List = { readonly objects: readonly JsonObject[]; readonly places: ReadonlyMap<unknown, number> };

function listOf(objects: readonly JsonObject[]): List {
  return { objects, places: new Map(objects.map((object, place) => [object["id"], place])) };
}

function pageOf({ objects, places }: List, { query }: StripeRequest): JsonObject {
  const asked = new Map(query);
  const number = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise);
  const newest = Math.min(number("created[lte]", Infinity), number("created[lt]", Infinity) - 1);
  const oldest = Math.max(number("created[gte]", -Infinity), number("created[gt]", -Infinity) + 1);
  const cursor = asked.get("starting_after");
  const start = Math.max(cursor === undefined ? 0 : (places.get(cursor) ?? 0) + 1, firstBelow(objects, newest));
  const end = Math.max(start, firstBelow(objects, oldest - 1));
  const stop = Math.min(end, start + number("limit", 10));
  return { object: "list", data: objects.slice(start, stop), has_more: stop < end };
}

/** Place of the first object that is not newer than this; the newest are first. */
function firstBelow(objects: readonly JsonObject[], created: number): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(objects[middle]?.["created"]) > created) low = middle + 1;
    else high = middle;
  }
  return low;
}
