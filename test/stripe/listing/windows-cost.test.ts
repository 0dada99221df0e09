import { describe, expect, test } from "@jest/globals";
import { createRandom } from "../../../src/sandbox/company/random";
import { type Skew, skews, spreadTimes } from "../../../src/sandbox/company/time-spread";
import { readTimes } from "./dated-list";

const span = { from: Date.UTC(2024, 0, 1) / 1000, to: Date.UTC(2026, 0, 1) / 1000 };
const perSecond = 80;

function timesOf(count: number, skew: Skew, seed = 1): readonly number[] {
  const next = spreadTimes(createRandom(seed), skew, span);
  return Array.from({ length: count }, next);
}

const descending = (times: readonly number[]): readonly number[] => [...times].sort((a, b) => b - a);

async function expectExact(times: readonly number[]) {
  const read = await readTimes(times, { perSecond });
  expect(read.delivered).toEqual(descending(times));
  expect(new Set(read.ids).size).toBe(times.length);
  return read;
}

describe("reading a list in windows of creation time", () => {
  test.each([
    [0, 1],
    [3, 1],
    [100, 1],
    [101, 2],
    [200, 2],
  ])("a list of %d rows takes %d requests, none more than it has pages", async (count, requests) => {
    for (const skew of skews) {
      expect((await expectExact(timesOf(count, skew))).requests).toBe(requests);
    }
  });

  test.each([201, 250, 300, 301, 400, 500, 700, 1_000, 1_300, 2_000, 2_500, 5_000])(
    "a list of %d rows takes at most 1.45 times its pages, on average 1.35, and never longer than one page after another",
    async (count) => {
      const pages = Math.ceil(count / 100);
      const took: number[] = [];
      for (const skew of skews) {
        for (const seed of [1, 2, 3]) {
          const { requests, seconds } = await expectExact(timesOf(count, skew, seed));
          expect(requests / pages).toBeLessThanOrEqual(1.45);
          expect(seconds).toBeLessThanOrEqual(pages * 0.15 + 2 / perSecond);
          took.push(requests);
        }
      }
      expect(took.reduce((sum, requests) => sum + requests, 0) / took.length / pages).toBeLessThanOrEqual(1.35);
    },
  );

  test.each([
    { skew: "uniform", count: 20_000, most: 1.15, share: 0.6 },
    { skew: "grow", count: 20_000, most: 1.15, share: 0.65 },
    { skew: "burst", count: 20_000, most: 1.25, share: 0.5 },
    { skew: "uniform", count: 100_000, most: 1.04, share: 0.92 },
    { skew: "grow", count: 100_000, most: 1.04, share: 0.92 },
    { skew: "burst", count: 100_000, most: 1.06, share: 0.88 },
  ] as const)("$count $skew rows take at most $most times their pages, and $share of the speed that the limit allows", async (data) => {
    const { requests, seconds, estimates } = await expectExact(timesOf(data.count, data.skew));
    const pages = data.count / 100;
    expect(requests / pages).toBeLessThanOrEqual(data.most);
    expect(pages / perSecond / seconds).toBeGreaterThanOrEqual(data.share);
    expect(Math.max(...estimates.map(({ least }) => least))).toBeLessThanOrEqual(requests);
    expect(estimates.at(-1)).toEqual({ least: requests, most: requests });
  });

  test("a list that fills a page within a month is read in parallel from its second page on, one that does not from its third", async () => {
    const evenly = (count: number, everySeconds: number) => Array.from({ length: count }, (_, index) => span.to - index * everySeconds);
    const hour = 3_600;
    const [busy, slow] = [await expectExact(evenly(500, 7 * hour)), await expectExact(evenly(500, 8 * hour))];
    const cursors = (read: typeof busy) => read.sent.slice(0, 3).map(({ url }) => url.searchParams.get("starting_after"));
    expect(cursors(busy)).toEqual([null, "99", null]);
    expect(cursors(slow)).toEqual([null, "99", "199"]);
  });

  test.each(skews)("a long history (%s) takes as little and is as quick: what no look can reach beyond is not read one page after another", async (skew) => {
    const next = spreadTimes(createRandom(1), skew, { ...span, from: Date.UTC(2017, 0, 1) / 1000 });
    const { requests, seconds } = await expectExact(Array.from({ length: 100_000 }, next));
    expect(requests / 1_000).toBeLessThanOrEqual(1.06);
    expect(1_000 / perSecond / seconds).toBeGreaterThanOrEqual(0.86);
  });

  test.each([101, 200, 300, 500, 1_000, 2_500])("a young list of %d rows, which may be the top of a long one, takes at most three requests or six tenths more", async (count) => {
    const pages = Math.ceil(count / 100);
    for (const days of [0.1, 2, 20]) {
      const { requests } = await expectExact(timesOf(count, "uniform").map((time) => Math.floor(span.to - ((span.to - time) * days) / 731)));
      expect(requests).toBeLessThanOrEqual(Math.max(pages + 3, 1.6 * pages));
    }
  });

  test("what is left is known long before the end", async () => {
    const { requests, estimates } = await readTimes(timesOf(100_000, "uniform"), { perSecond });
    const early = estimates[100];
    expect(early?.least).toBeGreaterThan(requests / 4);
    expect(early?.most).toBeGreaterThanOrEqual(requests);
  });

  test("years without anything cost a few requests", async () => {
    const recent = timesOf(5_000, "uniform").map((time) => span.to - Math.floor((span.to - time) / 50));
    const old = timesOf(5_000, "uniform").map((time) => time - 10 * 365 * 86_400);
    expect((await expectExact([...recent, ...old])).requests).toBeLessThanOrEqual(100 * 1.5);
  });

  test("rows that were all created in one second are read one page after another", async () => {
    const { requests } = await expectExact(Array.from({ length: 3_000 }, () => span.from));
    expect(requests).toBeLessThanOrEqual(30 + 8);
  });
});
