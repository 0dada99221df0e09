import { describe, expect, test } from "@jest/globals";

import { listen } from "../../src/gateway/http/listen";

describe("a server that stops", () => {
  /** A request whose caller leaves while it is worked on. */
  async function leaveDuringWork() {
    let finish: () => void = () => undefined;
    const working = new Promise<void>((resolve) => (finish = resolve));
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const listener = await listen(
      async () => {
        begin();
        await working;
        return new Response("done");
      },
      { host: "127.0.0.1", port: 0 },
    );
    const leaving = new AbortController();
    const left = fetch(`http://127.0.0.1:${listener.port}/`, { signal: leaving.signal });
    await begun;
    leaving.abort();
    await expect(left).rejects.toThrow();
    return { listener, finish };
  }

  test("waits for the work on a request whose caller has left: it may be about to keep what cannot be asked for again", async () => {
    const { listener, finish } = await leaveDuringWork();
    let stopped = false;
    const stop = listener.stop(60_000).then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stopped).toBe(false);
    finish();
    await stop;
  });

  test("waits no longer than it may", async () => {
    const { listener, finish } = await leaveDuringWork();
    await listener.stop(100);
    finish();
  });
});
