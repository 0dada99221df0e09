import type { Context } from "hono";
import type { GatewayEnv } from "../gateway-context";

/** Who is connected to us directly; `null` where there is no connection (a request within the process). */
export function remoteAddress(context: Context<GatewayEnv>): string | null {
  // Within the process there are no bindings at all.
  const bindings: Partial<GatewayEnv["Bindings"]> | undefined = context.env;
  return bindings?.incoming?.socket.remoteAddress ?? null;
}

/**
 * The network address of the caller. Each trusted proxy appended the address that it saw to `X-Forwarded-For`, so only that
 * many entries from the right are facts; what stands left of them anybody may have written.
 */
export function clientAddress(context: Context<GatewayEnv>, trustedProxies: number): string {
  const forwarded = (context.req.header("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim()).filter(Boolean);
  const told = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return told ?? remoteAddress(context) ?? "unknown";
}
