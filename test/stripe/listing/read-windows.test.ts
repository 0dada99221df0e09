import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SendHttp } from "../../../src/platform/ports";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { type ListedPage, pageItself } from "../../../src/stripe/listing/listing";
import { mostRestarts } from "../../../src/stripe/listing/missing";
import type { ReadContext } from "../../../src/table/row-source";
import { json, refusal } from "../stripe-fake";
import { listingOf, openClient, readTimes, serveTimes } from "./dated-list";
import { createTimeline, type Timeline } from "./timeline";

const start = Date.UTC(2026, 0, 1) / 1000;
const everyHour = (count: number): number[] => Array.from({ length: count }, (_, index) => start - index * 3600);
const text = (second: number): string => new Date(second * 1000).toISOString().slice(0, 19).replace("T", " ");

const boundsOf = (url: URL): string => `${url.searchParams.get("created[gte]")}..${url.searchParams.get("created[lte]")}`;

/** The ids that a reader gets over a server. */
async function idsOver(send: SendHttp, timeline: Timeline, context: Partial<ReadContext> = {}): Promise<readonly string[]> {
  const read = createListingReader(openClient(send, timeline));
  const ids: string[] = [];
  const full = { signal: new AbortController().signal, onRequest: () => undefined, ...context };
  const work = async (): Promise<readonly string[]> => {
    for await (const { objects } of read(listingOf("charges", ["id"]), pageItself, full)) ids.push(...objects.map(({ id }) => String(id)));
    return ids;
  };
  return timeline.run(work());
}

/** Stretches of time with their numbers of rows: dense, sparse, and within one second. */
const stretches = fc.array(
  fc.record({ seconds: fc.constantFrom(1, 50, 3600, 86_400, 90 * 86_400), rows: fc.integer({ min: 0, max: 900 }), gap: fc.constantFrom(0, 1, 86_400, 400 * 86_400) }),
  { minLength: 1, maxLength: 6 },
);
const times = stretches.map((parts) => {
  let end = start;
  return parts.flatMap(({ seconds, rows, gap }) => {
    end -= seconds + gap;
    return Array.from({ length: rows }, (_, index) => end + Math.floor((index * seconds) / rows));
  });
});

describe("readWindows", () => {
  test("delivers every row once, newest first, however the rows lie in time", async () => {
    await fc.assert(
      fc.asyncProperty(times, async (list) => {
        const { ids, delivered } = await readTimes(list);
        expect(delivered).toEqual([...list].sort((a, b) => b - a));
        expect(new Set(ids).size).toBe(list.length);
      }),
      { numRuns: 60 },
    );
  });

  test("loses nothing of the seconds at which windows meet", async () => {
    for (const each of [3, 40, 130]) {
      const list = Array.from({ length: 8_000 }, (_, index) => start - Math.floor(index / each));
      const { ids, delivered, sent } = await readTimes(list);
      expect(delivered).toEqual(list);
      expect(new Set(ids).size).toBe(list.length);
      expect(new Set(sent.map(({ url }) => boundsOf(url))).size).toBeGreaterThan(5);
    }
  });

  test("lets each page be taken as soon as it arrives, and delivers what was taken newest first", async () => {
    const timeline = createTimeline();
    const { send } = serveTimes(everyHour(5_000), timeline);
    const replied: string[] = [];
    const read = createListingReader(
      openClient(async (request, signal) => {
        const reply = await send(request, signal);
        const { data } = JSON.parse(reply.text) as { data: { id: string }[] };
        replied.push(...data.map(({ id }) => id));
        return reply;
      }, timeline),
    );
    const taken: string[] = [];
    const delivered: (readonly string[])[] = [];
    const take = ({ objects }: ListedPage): readonly string[] => {
      const ids = objects.map(({ id }) => String(id));
      taken.push(...ids);
      return ids;
    };
    const work = async (): Promise<void> => {
      for await (const ids of read(listingOf("charges", ["id"]), take, { signal: new AbortController().signal, onRequest: () => undefined })) delivered.push(ids);
    };
    await timeline.run(work());
    expect(taken).toEqual([...new Set(replied)]);
    expect(taken).not.toEqual(delivered.flat());
    expect(delivered.flat()).toEqual(Array.from({ length: 5_000 }, (_, place) => String(place)));
  });

  test("uses a cursor only with the bounds of the reply that it came with", async () => {
    const list = everyHour(5_000);
    const { sent } = await readTimes(list);
    const cursors = new Map<string, string>();
    for (const { url, last } of sent) {
      const after = url.searchParams.get("starting_after");
      if (after === null) expect(cursors.has(boundsOf(url))).toBe(false);
      else {
        expect(cursors.get(boundsOf(url))).toBe(after);
        expect(list[Number(after)]).toBeLessThanOrEqual(Number(url.searchParams.get("created[lte]") ?? Infinity));
      }
      cursors.set(boundsOf(url), last);
    }
    expect(cursors.size).toBeGreaterThan(10);
  });

  test("stays within the bounds that the query asks for", async () => {
    const list = everyHour(6_000);
    const [from, to] = [start - 4_000 * 3600, start - 1_000 * 3600];
    const conditions = { equals: {}, ranges: { created: { gte: text(from), lte: text(to) } } };
    const { delivered, sent } = await readTimes(list, { conditions });
    expect(delivered).toEqual(list.filter((time) => time >= from && time <= to));
    for (const { searchParams } of sent.map(({ url }) => url)) {
      expect(Number(searchParams.get("created[gte]"))).toBeGreaterThanOrEqual(from);
      expect(Number(searchParams.get("created[lte]"))).toBeLessThanOrEqual(to);
    }
    expect(sent.length).toBeLessThanOrEqual(31 * 1.5);
  });

  test("reads no further than a reader pulls who may stop early", async () => {
    const { sent, delivered } = await readTimes(everyHour(1_000), { extent: "some" });
    expect(delivered).toHaveLength(1_000);
    expect(sent.map(({ url }) => boundsOf(url))).toEqual(Array.from({ length: 10 }, () => "null..null"));
  });

  test("begins one window again when its cursor's object is gone", async () => {
    const timeline = createTimeline();
    const { send, sent } = serveTimes(everyHour(3_000), timeline);
    const lost = new Set<string>();
    const ids = await idsOver(
      (request, signal) => {
        const after = new URL(request.url).searchParams.get("starting_after");
        if (after === null || Number(after) % 7 !== 0 || lost.has(after)) return send(request, signal);
        lost.add(after);
        return Promise.resolve(refusal(400, { code: "resource_missing", param: "starting_after" }));
      },
      timeline,
    );
    expect(lost.size).toBeGreaterThan(2);
    expect(ids.map(Number)).toEqual(Array.from({ length: 3_000 }, (_, index) => index));
    expect(sent.length).toBeLessThanOrEqual(30 * 1.5 + lost.size);
  });

  test("gives up on a list whose cursors are always gone", async () => {
    const timeline = createTimeline();
    const { send, sent } = serveTimes(Array.from({ length: 1000 }, () => start), timeline);
    const ids = idsOver(
      (request, signal) =>
        request.url.includes("starting_after")
          ? Promise.resolve(refusal(400, { code: "resource_missing", param: "starting_after" }))
          : send(request, signal),
      timeline,
    );
    await expect(ids).rejects.toMatchObject({ code: "NOT_FOUND" });
    const withRows = sent.filter(({ last }) => last !== "");
    expect(withRows).toHaveLength(mostRestarts + 1);
    expect(sent.length).toBeLessThanOrEqual(withRows.length + 2);
  });

  test("a failure in one window aborts the others, and is what the reader gets", async () => {
    const timeline = createTimeline();
    const { send } = serveTimes(everyHour(20_000), timeline);
    const signals: AbortSignal[] = [];
    let requests = 0;
    const ids = idsOver((request, signal) => {
      requests++;
      if (requests === 32) return Promise.resolve(refusal(403, { message: "No." }));
      if (requests < 25) return send(request, signal);
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    }, timeline);
    await expect(ids).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(signals.length).toBeGreaterThan(5);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  test.each(["leaves", "cancels"])("a reader who %s stops all that is under way", async (how) => {
    const timeline = createTimeline();
    const { send } = serveTimes(everyHour(20_000), timeline);
    const signals = new Set<AbortSignal>();
    const read = createListingReader(
      openClient(async (request, signal) => {
        signals.add(signal);
        const reply = await send(request, signal);
        signals.delete(signal);
        return reply;
      }, timeline),
    );
    const controller = new AbortController();
    const work = async (): Promise<void> => {
      let pages = 0;
      for await (const page of read(listingOf("charges", ["id"]), pageItself, { signal: controller.signal, onRequest: () => undefined })) {
        expect(page.objects.length).toBeGreaterThan(0);
        if (++pages < 5) continue;
        if (how === "leaves") break;
        controller.abort();
      }
    };
    if (how === "leaves") await timeline.run(work());
    else await expect(timeline.run(work())).rejects.toMatchObject({ code: "CANCELLED" });
    expect([...signals].every(({ aborted }) => aborted)).toBe(true);
  });

  test("reads a list in turn that does not come newest first, and loses nothing", async () => {
    const timeline = createTimeline();
    const places = Array.from({ length: 2_500 }, (_, place) => place);
    const timeAt = (place: number): number => start - ((place * 7) % 500) * 86_400 - place;
    const ids = await idsOver(async (request, signal) => {
      await timeline.clock.sleep(150, signal);
      const asked = new URL(request.url).searchParams;
      const [from, to] = [Number(asked.get("created[gte]") ?? -Infinity), Number(asked.get("created[lte]") ?? Infinity)];
      const within = places.filter((place) => timeAt(place) >= from && timeAt(place) <= to);
      const rest = within.filter((place) => place > Number(asked.get("starting_after") ?? -1));
      const data = rest.slice(0, 100).map((place) => ({ id: String(place), created: timeAt(place) }));
      return json({ object: "list", data, has_more: rest.length > 100 });
    }, timeline);
    expect(ids.map(Number).sort((a, b) => a - b)).toEqual(places);
  });
});
