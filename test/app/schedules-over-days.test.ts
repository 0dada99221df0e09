import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { longestReason } from "../../src/app/query-definition";
import type { Repeat } from "../../src/app/repeat";
import { AppError } from "../../src/base/app-error";
import { going } from "./harness";
import { computer, createScheduleWorld, hour, minute } from "./schedule-world";

const by = (repeat: Repeat | null) => ({ onOpen: false, repeat });
const every = (minutes: number) => by({ kind: "every", minutes });
const daily = (zone: string) => by({ kind: "daily", at: "07:30", zone });

/** A time as the clock of a zone shows it. */
const inZone = (zone: string) => (at: number) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);

const signInNeeded = new AppError("REAUTH_REQUIRED", 'The connection "acme" has to be signed in again.', { hint: "Reconnect it." });
const unavailable = new AppError("STRIPE_UNAVAILABLE", "No answer from Stripe.", { hint: "Try again later." });

describe("a schedule over several days", () => {
  test.each([
    ["Europe/Berlin", "spring", Date.UTC(2026, 2, 28, 0)],
    ["Europe/Berlin", "autumn", Date.UTC(2026, 9, 24, 0)],
    ["America/New_York", "spring", Date.UTC(2026, 2, 7, 6)],
    ["America/New_York", "autumn", Date.UTC(2026, 9, 31, 6)],
  ])("keeps to the clock of %s over the change in %s, once a day", async (zone, _season, start) => {
    const world = createScheduleWorld({ start, longestSleep: hour });
    world.put("q", daily(zone), { lastRun: { at: start, rows: 0, complete: true, reasons: [], error: null } });
    world.open(computer("here"));
    await world.clock.advance(72 * hour);
    const seen = world.runs.map(({ at }) => inZone(zone)(at));
    expect(seen.map((time) => time.slice(11))).toEqual(["07:30", "07:30", "07:30"]);
    expect(new Set(seen).size).toBe(3);
  });

  test("runs once when the computer wakes after days, then on time again", async () => {
    const world = createScheduleWorld({ start: Date.UTC(2026, 5, 1, 4) });
    world.put("q", daily("UTC"));
    world.open(computer("here"));
    await world.clock.advance(2 * minute);
    world.fallAsleep(5 * 24 * hour + 4 * hour);
    await world.clock.advance(2 * minute);
    world.fallAsleep(23 * hour);
    await world.clock.advance(30 * minute);
    expect(world.runs.map(({ at }) => inZone("UTC")(at))).toEqual(["2026-06-01 04:00", "2026-06-06 08:03", "2026-06-07 07:30"]);
  });

  test("pauses at once when the sign-in ends in the middle, says why, and goes on after a refresh that worked", async () => {
    const world = createScheduleWorld({ start: 0, longestSleep: hour });
    world.put("q", every(30));
    const { state, queries } = world.open(computer("here"));
    await world.clock.advance(65 * minute);
    world.failing.with = signInNeeded;
    await world.clock.advance(12 * hour);
    expect(world.runs).toHaveLength(4);
    expect(state()).toMatchObject({ nextRun: null, definition: { paused: signInNeeded.advice, pausedUntil: "signedIn", lastRun: { error: signInNeeded.advice } } });
    world.failing.with = null;
    await queries.refresh("q", { signal: going() });
    expect(state()?.definition).not.toHaveProperty("paused");
    await world.clock.advance(31 * minute);
    expect(world.runs).toHaveLength(6);
  });

  test("leaves out 1, 3 and 7 times while it fails, then pauses after five failures and says why", async () => {
    const world = createScheduleWorld({ start: 0, longestSleep: hour });
    world.failing.with = unavailable;
    world.put("q", every(10));
    const { state } = world.open(computer("here"));
    await world.clock.advance(24 * hour);
    expect(world.runs.map(({ at }) => at / minute)).toEqual([0, 10, 30, 70, 150]);
    expect(state()).toMatchObject({ nextRun: null, definition: { paused: expect.stringContaining("failed 5 times in a row, at last: No answer from Stripe.") as unknown } });
  });

  test("keeps of a long reason only its beginning, in whole characters, in each run of the history and in the pause", async () => {
    const world = createScheduleWorld({ start: 0, longestSleep: hour });
    world.failing.with = new AppError("STRIPE_UNAVAILABLE", "😀".repeat(10_000));
    world.put("q", every(10));
    const { state } = world.open(computer("here"));
    await world.clock.advance(24 * hour);
    const { paused, lastRun, history = [] } = state()!.definition;
    const kept = [paused, ...[lastRun, ...history].map((run) => run?.error)].map((text) => text ?? "");
    expect(kept).toHaveLength(6);
    for (const text of kept) expect([[...text].length, text.endsWith("😀…")]).toEqual([longestReason, true]);
    expect(state()?.error?.message).toBe(world.failing.with.message);
  });

  test("a failure that somebody saw, or a success between, does not count towards the pause", async () => {
    const world = createScheduleWorld({ start: 0, longestSleep: hour });
    world.put("q", every(10));
    const { state, queries } = world.open(computer("here"));
    for (let round = 0; round < 3; round++) {
      world.failing.with = unavailable;
      await world.clock.advance(35 * minute);
      world.failing.with = null;
      await queries.refresh("q", { signal: going() });
    }
    expect(state()?.definition).not.toHaveProperty("paused");
  });

  test("shows when it runs next, and follows a new schedule", async () => {
    const world = createScheduleWorld({ start: 0, longestSleep: hour });
    world.put("q", every(30));
    const { state, queries } = world.open(computer("here"));
    await world.clock.advance(minute);
    expect(state()).toMatchObject({ schedule: "here", nextRun: 30 * minute });
    await queries.setSchedule("q", every(10), going());
    await world.clock.advance(1);
    expect(state()).toMatchObject({ schedule: "here", nextRun: 10 * minute, definition: { schedule: { owner: "here" } } });
    await queries.setSchedule("q", by(null), going());
    await world.clock.advance(1);
    expect(state()).toMatchObject({ schedule: null, nextRun: null });
    expect(state()?.definition.schedule).not.toHaveProperty("owner");
  });

  test("never has two runs of a query at once, and never more than its times, however the clock jumps", async () => {
    const jump = fc.oneof(fc.integer({ min: 1, max: 5 * minute }), fc.integer({ min: 1, max: 20 * hour }));
    const minutes = fc.integer({ min: 20, max: 500 });
    const given = fc.record({ minutes, lasts: fc.integer({ min: 0, max: 30 * minute }), jitter: fc.double({ min: 0, max: 0.99, noNaN: true }) });
    await fc.assert(
      fc.asyncProperty(given, fc.array(jump, { maxLength: 6 }), fc.boolean(), async (wish, jumps, twoPages) => {
        const world = createScheduleWorld({ start: 0, ...wish, longestSleep: hour });
        const here = computer("here");
        world.put("q", every(wish.minutes));
        const pages = [world.open(here), ...(twoPages ? [world.open(here)] : [])];
        for (const ms of jumps) {
          world.fallAsleep(ms);
          await world.clock.advance(Math.min(ms, 2 * wish.minutes * minute));
        }
        expect(world.most.atOnce).toBeLessThanOrEqual(1);
        const times = world.runs.map(({ at }) => at);
        for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(wish.minutes * minute);
        await Promise.all(pages.map(({ close }) => close()));
      }),
      { numRuns: 15 },
    );
  });
});
