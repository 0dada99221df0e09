import { afterEach, describe, expect, test } from "@jest/globals";
import { browserClock } from "../../../src/platform/browser/clock";
import { sendByFetch } from "../../../src/platform/browser/send-http";
import { serveHandler, type ServedHandler } from "../../fakes/serve-handler";

let served: ServedHandler | undefined;
afterEach(() => served?.close());

const going = () => new AbortController().signal;
const get = (url: string, signal = going()) => sendByFetch({ method: "GET", url, headers: { Authorization: "Bearer x" } }, signal);

describe("sending by fetch", () => {
  test("gives status, lower-case headers and text of any reply", async () => {
    served = await serveHandler(() => Promise.resolve(new Response("no", { status: 402, headers: { "Request-Id": "req_1" } })));
    expect(await get(served.origin)).toMatchObject({ status: 402, text: "no", headers: { "request-id": "req_1" } });
  });

  test("does not follow a redirect, which could carry the key to another host", async () => {
    const paths: string[] = [];
    served = await serveHandler((request) => {
      paths.push(new URL(request.url).pathname);
      return Promise.resolve(new Response(null, { status: 302, headers: { location: "/elsewhere" } }));
    });
    await expect(get(served.origin)).rejects.toThrow();
    expect(paths).toEqual(["/"]);
  });

  test("rejects when no server answers and when the caller leaves", async () => {
    served = await serveHandler(() => Promise.resolve(new Response("")));
    const { origin } = served;
    await served.close();
    await expect(get(origin)).rejects.toThrow();
    await expect(get(origin, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("the browser's clock", () => {
  test("sleeps, and wakes with the caller's reason when it leaves", async () => {
    await browserClock.sleep(1, going());
    const leaving = new AbortController();
    const sleep = browserClock.sleep(60_000, leaving.signal);
    leaving.abort(new Error("left"));
    await expect(sleep).rejects.toThrow("left");
  });
});
