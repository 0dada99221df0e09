import { describe, expect, test } from "@jest/globals";
import { createAlarm } from "../../src/platform/alarm";
import { createFakeClock } from "../fakes/fake-clock";

describe("An alarm", () => {
  test("rings once, at the time that was set last", async () => {
    const clock = createFakeClock(0);
    const alarm = createAlarm(clock);
    const rung: string[] = [];
    alarm.set(100, () => rung.push("first"));
    alarm.set(200, () => rung.push("second"));
    await clock.advance(150);
    expect([rung, alarm.isSet()]).toEqual([[], true]);
    await clock.advance(1_000);
    expect([rung, alarm.isSet()]).toEqual([["second"], false]);
  });

  test("does not ring when it is cleared, and leaves no timer behind", async () => {
    const clock = createFakeClock(0);
    const alarm = createAlarm(clock);
    alarm.set(100, () => {
      throw new Error("must not ring");
    });
    alarm.clear();
    expect(await clock.advanceToNext()).toBeNull();
  });

  test("can be set again while it rings", async () => {
    const clock = createFakeClock(0);
    const alarm = createAlarm(clock);
    let rung = 0;
    alarm.set(10, () => {
      rung++;
      alarm.set(10, () => void rung++);
    });
    await clock.advance(100);
    expect(rung).toBe(2);
  });
});
