import type { AddressInfo } from "node:net";
import { AppError } from "../base/app-error";

/** A server that only this computer reaches. */
export type LoopbackServer = { readonly origin: string; readonly close: () => Promise<void> };

/** Serves a handler on 127.0.0.1. @throws AppError `BAD_ARGUMENT` when the port is taken. */
export async function serveOnLoopback(
  handle: (request: Request) => Promise<Response>,
  port: number,
): Promise<LoopbackServer> {
  const { createAdaptorServer } = await import("@hono/node-server");
  const server = createAdaptorServer({ fetch: handle });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error) => reject(portTaken(port, cause)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function portTaken(port: number, cause: Error): AppError {
  return new AppError("BAD_ARGUMENT", `Port ${port} cannot be used (${cause.message}).`, { hint: "Choose another with --port.", cause });
}
