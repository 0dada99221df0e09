import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import type { QueryDefinition, QueryState } from "../../../src/app/app-api";
import type { Repeat } from "../../../src/app/repeat";
import { AppError } from "../../../src/base/app-error";
import { periodMs, queryStatus } from "../../../taskpane/queries/query-state";
import { goodRun, query } from "../fake-queries";

const hour = 3_600_000;
const zone = "Europe/Berlin";
const now = goodRun.at + 5 * 60_000;
const failure = new AppError("STRIPE_UNAVAILABLE", "Stripe cannot be reached.");

const state = (definition: Partial<QueryDefinition>, part: Partial<QueryState> = {}): QueryState => ({
  definition: query(definition),
  running: false,
  error: null,
  ...part,
});
const every = (minutes: number) => ({ onOpen: false, repeat: { kind: "every", minutes } as const });

describe("how a query stands", () => {
  test.each([
    ["running, whatever came before", state({ paused: "why" }, { running: true, error: failure }), "running"],
    ["paused, which says more than the failure behind it", state({ paused: "why", lastRun: { ...goodRun, error: "no" } }), "paused"],
    ["failed in this session", state({}, { error: failure }), "failed"],
    ["failed in an earlier one", state({ lastRun: { ...goodRun, error: "no" } }), "failed"],
    ["failed before it ever had rows", state({ lastRun: null }, { error: failure }), "failed"],
    ["never run", state({ lastRun: null }), "never"],
    ["as before when a person cancelled it", state({}, { error: new AppError("CANCELLED", "Cancelled.") }), "fresh"],
    ["as before when this person did not allow it", state({}, { error: new AppError("NOT_ALLOWED", "Not allowed.") }), "fresh"],
    ["fresh without a schedule for a day", state({ lastRun: { ...goodRun, at: now - 24 * hour + 1 } }), "fresh"],
    ["stale without a schedule after a day", state({ lastRun: { ...goodRun, at: now - 24 * hour } }), "stale"],
    ["fresh within its period", state({ schedule: every(6) }), "fresh"],
    ["stale once its period is over", state({ schedule: every(5) }), "stale"],
    ["as old as its rows, not as its run", state({ schedule: every(30), lastRun: { ...goodRun, asOf: now - hour } }), "stale"],
  ] as const)("%s", (_, given, status) => {
    expect(queryStatus(given, now)).toBe(status);
  });

  test("a fresh query goes stale once and stays so", () => {
    const minutes = fc.integer({ min: 1, max: 1440 });
    fc.assert(
      fc.property(minutes, fc.nat({ max: 1e9 }), fc.nat({ max: 1e9 }), (period, age, more) => {
        const at = (ms: number) => queryStatus(state({ schedule: every(period) }), goodRun.at + ms);
        expect(at(age)).toBe(age < period * 60_000 ? "fresh" : "stale");
        if (at(age) === "stale") expect(at(age + more)).toBe("stale");
      }),
    );
  });
});

describe("the period of a schedule is the longest time between two of its runs", () => {
  test.each<[Repeat | null, number]>([
    [null, 24],
    [{ kind: "every", minutes: 90 }, 1.5],
    [{ kind: "hourly", minute: 5, zone }, 1],
    [{ kind: "daily", at: "07:00", zone }, 25],
    [{ kind: "weekly", days: [3], at: "07:00", zone }, 7 * 24 + 1],
    [{ kind: "weekly", days: [1, 2, 3, 4, 5], at: "07:00", zone }, 3 * 24 + 1],
    [{ kind: "weekly", days: [5, 1], at: "07:00", zone }, 4 * 24 + 1],
    [{ kind: "monthly", day: 1, at: "07:00", zone }, 31 * 24 + 1],
  ])("%j: %d hours", (repeat, hours) => {
    expect(periodMs(repeat)).toBe(hours * hour);
  });
});
