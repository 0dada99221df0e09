import { describe, expect, test } from "@jest/globals";
import { loadSchedules } from "../../src/app/late-schedules";
import type { AppError } from "../../src/base/app-error";
import { createFakeClock } from "../fakes/fake-clock";
import { going } from "./harness";

/** A computer that cannot load the code so many times. */
function startOffline(failures: number) {
  const clock = createFakeClock(0);
  const told: string[] = [];
  let reads = 0;
  let left = failures;
  const need = {
    clock,
    queries: { load: () => Promise.resolve(void reads++) },
    load: () => (left-- > 0 ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve("the code")),
    tell: ({ message }: AppError) => void told.push(message),
  };
  return { clock, told, need, reads: () => reads };
}

describe("schedules whose code cannot be loaded", () => {
  test("say so and are tried again, while the queries are shown all the same", async () => {
    const { clock, told, need, reads } = startOffline(2);
    const loading = loadSchedules(need, going());
    while ((await clock.advanceToNext()) !== null);
    expect(await loading).toBe("the code");
    const sentence = "Schedules do not run yet, because their code could not be loaded.";
    expect([told, reads(), clock.sleeps]).toEqual([[sentence, sentence], 2, [2_000, 4_000]]);
  });

  test("leave the reading of the queries to the code when it comes at once", async () => {
    const { told, need, reads } = startOffline(0);
    await loadSchedules(need, going());
    expect([told, reads()]).toEqual([[], 0]);
  });
});
