import { getEventListeners } from "node:events";
import { describe, expect, test } from "@jest/globals";
import { sendByFetch, sendTo } from "../../../src/platform/node/send-http";
import type { HttpRequest } from "../../../src/platform/ports";
import { serveHandler } from "../../fakes/serve-handler";

const signal = new AbortController().signal;
const get = (url: string): HttpRequest => ({ method: "GET", url, headers: { Authorization: "Bearer x" } });

async function echo(request: Request): Promise<Response> {
  const text = `${request.method} ${new URL(request.url).pathname} ${request.headers.get("authorization") ?? ""} ${await request.text()}`;
  return new Response(text, { status: 418, headers: { "Request-Id": "req_1" } });
}

describe.each([
  ["sendByFetch", async () => serveHandler(echo).then((server) => ({ send: sendByFetch, ...server }))],
  ["sendTo", () => Promise.resolve({ send: sendTo(echo), origin: "http://localhost", close: () => Promise.resolve() })],
] as const)("%s", (_, open) => {
  test("gives any status as a reply, with header names in lower case", async () => {
    const { send, origin, close } = await open();
    const reply = await send(get(`${origin}/v1/x`), signal);
    const posted = await send({ ...get(`${origin}/v1/x`), method: "POST", body: "a=1" }, signal);
    await close();
    expect(reply).toMatchObject({ status: 418, text: "GET /v1/x Bearer x ", headers: { "request-id": "req_1" } });
    expect(posted.text).toBe("POST /v1/x Bearer x a=1");
  });

  test("leaves nothing that listens to the signal", async () => {
    const { send, origin, close } = await open();
    const reading = new AbortController();
    for (let count = 0; count < 20; count++) await send(get(origin), reading.signal);
    await close();
    expect(getEventListeners(reading.signal, "abort")).toEqual([]);
  });

  test("rejects when it is aborted", async () => {
    const { send, origin, close } = await open();
    await expect(send(get(origin), AbortSignal.abort())).rejects.toThrow();
    await close();
  });
});

describe("sendByFetch", () => {
  test("does not follow a redirect, which could carry the key elsewhere", async () => {
    let elsewhere = 0;
    const target = await serveHandler(() => Promise.resolve((elsewhere++, new Response())));
    const server = await serveHandler(() => Promise.resolve(new Response(null, { status: 302, headers: { Location: target.origin } })));
    await expect(sendByFetch(get(server.origin), signal)).rejects.toThrow();
    await Promise.all([server.close(), target.close()]);
    expect(elsewhere).toBe(0);
  });
});
