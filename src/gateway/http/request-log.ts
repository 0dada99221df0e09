import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { Clock } from "../../platform/ports";
import type { GatewayEnv, Log } from "../gateway-context";

/** Names each request by an id, which its answer and its log line carry. The query is not logged: it may hold codes and states. */
export function requestLog({ log, clock }: { readonly log: Log; readonly clock: Clock }): MiddlewareHandler<GatewayEnv> {
  return async (context, next) => {
    const requestId = randomUUID();
    const start = clock.now();
    context.set("requestId", requestId);
    await next();
    context.header("x-request-id", requestId);
    const principal: GatewayEnv["Variables"]["principal"] | undefined = context.get("principal");
    const { status } = context.res;
    log(status >= 500 ? "warn" : "info", "request", {
      requestId,
      method: context.req.method,
      path: context.req.path,
      status,
      ms: clock.now() - start,
      ...(principal === undefined ? {} : { owner: principal.owner }),
    });
  };
}
