import type { MiddlewareHandler } from "hono";
import type { RateLimiter } from "../../platform/node/rate-limiter";
import type { GatewayEnv } from "../gateway-context";
import { refuse } from "./answer";
import { clientAddress } from "./client-address";

/** Limits where strangers may knock: by network address, before anything is checked. */
export function limitByAddress(limiter: RateLimiter, trustedProxies: number): MiddlewareHandler<GatewayEnv> {
  return async (context, next) => {
    const wait = await limiter.count(clientAddress(context, trustedProxies));
    return wait === null ? next() : tooMany(wait);
  };
}

/** Limits one person, whatever the address. Runs after the identity check. */
export function limitByPerson(limiter: RateLimiter): MiddlewareHandler<GatewayEnv> {
  return async (context, next) => {
    const principal: GatewayEnv["Variables"]["principal"] | undefined = context.get("principal");
    const wait = principal === undefined ? null : await limiter.count(principal.owner);
    return wait === null ? next() : tooMany(wait);
  };
}

const tooMany = (seconds: number) =>
  refuse(
    429,
    { code: "RATE_LIMITED", message: "The connector's server was asked too often.", hint: `Wait ${seconds} s, then try again.` },
    { "retry-after": String(seconds) },
  );
