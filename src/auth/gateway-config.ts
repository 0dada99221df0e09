import type { HttpReply } from "../platform/ports";
import { type GatewayConfig, gatewayPaths } from "./gateway-api";
import { type GatewayAccess, gatewayUnavailable, sendToGateway } from "./gateway-request";
import { type Shape, either, isBoolean, isText, listOf, objectOf, oneOf, parseShape } from "./json-shape";

const isAccount: Shape<Extract<GatewayConfig["identity"], { kind: "account" }>> = objectOf({
  kind: oneOf("account"),
  clientId: isText,
  authority: isText,
  scope: isText,
});
const isInstallation: Shape<Extract<GatewayConfig["identity"], { kind: "installation" }>> = objectOf({
  kind: oneOf("installation"),
  open: isBoolean,
});
const isConfig: Shape<GatewayConfig> = objectOf({
  identity: either(isAccount, isInstallation),
  oauth: listOf(objectOf({ variant: oneOf("apps", "connect"), mode: oneOf("test", "live") })),
  callbackUrl: isText,
});

/**
 * How to identify oneself at a gateway; `null` when there is none at this origin: the page is served by something that
 * knows no gateway (404, or a page of its own for every address), or nothing answers.
 * @throws AppError `GATEWAY_UNAVAILABLE` when something answers that it cannot serve now: asking again may help.
 */
export async function readGatewayConfig(access: GatewayAccess, signal: AbortSignal): Promise<GatewayConfig | null> {
  const request = { method: "GET", path: gatewayPaths.config } as const;
  const reply = await sendToGateway(access, request, signal).catch((): HttpReply | null => {
    signal.throwIfAborted();
    return null;
  });
  if (reply && (reply.status >= 500 || reply.status === 429)) throw gatewayUnavailable(new Error(`status ${reply.status}`));
  return reply?.status === 200 ? parseShape(reply.text, isConfig) : null;
}
