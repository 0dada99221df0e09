import { describe, expect, test } from "@jest/globals";
import { retryTransient } from "../../../src/platform/office/retry-transient";

function failing(times: number, code: string) {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve("done"));
}

const waits: number[] = [];
const retrying = () => {
  waits.length = 0;
  return { signal: new AbortController().signal, wait: (ms: number) => Promise.resolve(void waits.push(ms)) };
};

describe("a request that Excel was too busy for", () => {
  test.each(["ActivityLimitReached", "RequestAborted"])("is sent again after longer and longer pauses (%s)", async (code) => {
    expect(await retryTransient(failing(3, code), retrying())).toBe("done");
    expect(waits).toEqual([200, 800, 2_400]);
  });

  test("fails in the end", async () => {
    await expect(retryTransient(failing(4, "RequestAborted"), retrying())).rejects.toThrow("RequestAborted");
  });

  test("fails at once for any other reason", async () => {
    await expect(retryTransient(failing(1, "AccessDenied"), retrying())).rejects.toThrow("AccessDenied");
    expect(waits).toEqual([]);
  });

  test("is not sent again when the caller has left meanwhile", async () => {
    const leaving = new AbortController();
    const attempt = retryTransient(failing(1, "RequestAborted"), { signal: leaving.signal, wait: () => Promise.resolve(leaving.abort()) });
    await expect(attempt).rejects.toMatchObject({ name: "AbortError" });
  });
});
