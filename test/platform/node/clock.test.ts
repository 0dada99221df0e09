import { describe, expect, test } from "@jest/globals";
import { nodeClock } from "../../../src/platform/node/clock";

describe("nodeClock", () => {
  test("sleeps and wakes", async () => {
    await expect(nodeClock.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  test("rejects with the reason when it is aborted, before or meanwhile", async () => {
    const reason = new Error("enough");
    const stop = new AbortController();
    const sleeping = nodeClock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(nodeClock.sleep(0, stop.signal)).rejects.toBe(reason);
  });
});
