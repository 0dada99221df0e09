import type { MiddlewareHandler } from "hono";
import type { GatewayEnv } from "../gateway-context";
import { refuse } from "./answer";

/** Refuses changes that a page of another site asks for. Programs send no `Origin`; our page's is the address that it was loaded from. */
export function sameOrigin(publicUrl: string): MiddlewareHandler<GatewayEnv> {
  return async (context, next) => {
    const origin = context.req.header("origin");
    const reading = context.req.method === "GET" || context.req.method === "HEAD";
    if (reading || origin === undefined || origin === publicUrl || hostOf(origin) === new URL(context.req.url).host) return next();
    return refuse(403, { code: "FORBIDDEN", message: "A page of another site may not use the connector's server." });
  };
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
