import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { AppError } from "../../base/app-error";

type Handle = (request: Request, bindings: object) => Response | Promise<Response>;

export type Listener = {
  readonly port: number;
  /**
   * Takes no new connections and resolves when the requests under way have ended, also those whose callers have left; after
   * `graceMs` they are cut off.
   */
  readonly stop: (graceMs: number) => Promise<void>;
};

/** How often connections that have become idle are closed while stopping. */
const sweepMs = 50;

/** Listens on a TCP port. @throws AppError `BAD_SETTING` when the port cannot be used. */
export async function listen(handle: Handle, { host, port }: { readonly host: string; readonly port: number }): Promise<Listener> {
  const underWay = new Set<Promise<Response>>();
  const handleNoted = (request: Request, bindings: object): Promise<Response> => {
    const answer = Promise.resolve(handle(request, bindings));
    underWay.add(answer);
    const end = (): void => void underWay.delete(answer);
    answer.then(end, end);
    return answer;
  };
  const server = createAdaptorServer({ fetch: handleNoted });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error) => reject(cannotListen(`${host}:${port}`, cause)));
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop(graceMs) {
      if (!("closeIdleConnections" in server)) return;
      const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
      let cut: NodeJS.Timeout | undefined;
      const outOfTime = new Promise<void>((resolve) => (cut = setTimeout(() => resolve(server.closeAllConnections()), graceMs)));
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([outOfTime, Promise.allSettled(underWay)]);
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

const cannotListen = (address: string, cause: Error) =>
  new AppError("BAD_SETTING", `The gateway cannot listen on ${address} (${cause.message}).`, { hint: "Choose another port.", cause });
