import type { SendHttp } from "../ports";

/** As long as Stripe's own libraries wait for one reply. */
const patienceMs = 80_000;

/** Sends by Node's `fetch`. No redirects: a redirect could carry the key to another host. A reply that does not come in time rejects. */
export const sendByFetch: SendHttp = async ({ method, url, headers, body }, signal) => {
  const reply = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    redirect: "error",
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
};

/** A server in the same process: the request never reaches a network. */
export function sendTo(handle: (request: Request) => Promise<Response>): SendHttp {
  return async ({ method, url, headers, body }, signal) => {
    signal.throwIfAborted();
    // A request listens to its signal for as long as it is in memory: one of its own, as a long read has thousands of requests.
    const own = AbortSignal.any([signal]);
    const reply = await handle(new Request(url, { method, headers, signal: own, ...(body === undefined ? {} : { body }) }));
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
  };
}
