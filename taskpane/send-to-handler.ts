import type { SendHttp } from "../src/platform/ports";

type Handler = (request: Request) => Promise<Response>;

/** Sends to a handler in this page instead of over the network. The handler sees paths below `base`. */
export function sendToHandler(open: () => Promise<Handler>, base: string): SendHttp {
  let opened: Promise<Handler> | undefined;
  return async ({ method, url, headers, body }, signal) => {
    signal.throwIfAborted();
    const handle = await (opened ??= open());
    const inner = new URL(url.slice(base.length), location.origin);
    const reply = await handle(new Request(inner, { method, headers, ...(body === undefined ? {} : { body }) }));
    signal.throwIfAborted();
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
  };
}
