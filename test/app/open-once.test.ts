import { describe, expect, test } from "@jest/globals";
import { openOnce } from "../../src/app/open-once";
import { going } from "./harness";

describe("opening something once", () => {
  test("a caller that leaves does not take it away from those who still wait", async () => {
    let give = (value: string): void => void value;
    const opened = openOnce((signal) =>
      new Promise<string>((resolve, reject) => {
        give = resolve;
        signal.addEventListener("abort", () => reject(new Error("left")));
      }),
    );
    const leaving = new AbortController();
    const left = opened(leaving.signal);
    const stayed = opened(going());
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: "CANCELLED" });
    give("it");
    expect(await stayed).toBe("it");
  });

  test("it is opened once, and again only after a failure", async () => {
    let times = 0;
    const opened = openOnce(() => (++times === 1 ? Promise.reject(new Error("not yet")) : Promise.resolve(times)));
    await expect(opened(going())).rejects.toThrow("not yet");
    expect([await opened(going()), await opened(going())]).toEqual([2, 2]);
  });
});
