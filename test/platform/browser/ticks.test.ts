import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";

import { tickEvery } from "../../../src/platform/browser/ticks";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe("ticks", () => {
  test("come again and again until they are stopped", () => {
    let ticks = 0;
    const stop = tickEvery(1000, () => ticks++);
    jest.advanceTimersByTime(3000);
    stop();
    jest.advanceTimersByTime(3000);
    expect(ticks).toBe(3);
    expect(jest.getTimerCount()).toBe(0);
  });
});
