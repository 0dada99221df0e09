import type { HttpBindings } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import { AppError } from "../base/app-error";
import { ConnectionCut } from "../sandbox/oauth/connection-cut";

/** A server that only this computer reaches. */
export type LoopbackServer = {
  readonly origin: string;
  /** Ends at once. */
  readonly close: () => Promise<void>;
  /** Takes nothing new, and ends when the answers under way have been read, or after {@link patienceMs}. */
  readonly finish: () => Promise<void>;
};

const patienceMs = 2_000;

/**
 * Serves a handler on 127.0.0.1. Where it rejects with `ConnectionCut`, the client gets no answer but a closed connection.
 * `whenTaken`: what the person can do then.
 * @throws AppError `BAD_ARGUMENT` when the port is taken.
 */
export async function serveOnLoopback(
  handle: (request: Request) => Promise<Response>,
  port: number,
  whenTaken = "Choose another with --port.",
): Promise<LoopbackServer> {
  const { createAdaptorServer } = await import("@hono/node-server");
  const { RESPONSE_ALREADY_SENT } = await import("@hono/node-server/utils/response");
  const answer = async (request: Request, { incoming }: Pick<HttpBindings, "incoming">): Promise<Response> => {
    try {
      return await handle(request);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionCut)) throw thrown;
      incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
  };
  const server = createAdaptorServer({ fetch: (request, bindings) => answer(request, bindings as HttpBindings) });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error) => reject(portTaken(port, { hint: whenTaken, cause })));
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const cut = (): void => {
    if ("closeAllConnections" in server) server.closeAllConnections();
  };
  return {
    origin: `http://127.0.0.1:${bound}`,
    close() {
      server.close();
      cut();
      return ended;
    },
    finish() {
      server.close();
      setTimeout(cut, patienceMs).unref();
      return ended;
    },
  };
}

function portTaken(port: number, { hint, cause }: { readonly hint: string; readonly cause: Error }): AppError {
  return new AppError("BAD_ARGUMENT", `Port ${port} cannot be used (${cause.message}).`, { hint, cause });
}
