import type { SendHttp } from "../ports";

/**
 * Sends by the browser's `fetch`. No cookies, no cache, no referrer, no redirects: a redirect could carry the key to
 * another host. The browser shows only the reply headers that CORS exposes.
 */
export const sendByFetch: SendHttp = async ({ method, url, headers, body }, signal) => {
  const reply = await fetch(url, {
    method,
    headers,
    signal,
    ...(body === undefined ? {} : { body }),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    referrerPolicy: "no-referrer",
  });
  return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
};
