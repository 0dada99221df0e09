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
 * How to identify oneself at a gateway; `null` when there is none at this origin: it is served by something that knows no
 * gateway (404, or a page of its own for every address).
 * @throws AppError `GATEWAY_UNAVAILABLE` when nothing answers, or that it cannot serve now: asking again may help. To go on
 * as if there were no gateway would hide what is kept there.
 */
export async function readGatewayConfig(access: GatewayAccess, signal: AbortSignal): Promise<GatewayConfig | null> {
  const request = { method: "GET", path: gatewayPaths.config } as const;
  const { status, text } = await sendToGateway(access, request, signal);
  if (status >= 500 || status === 429) throw gatewayUnavailable(new Error(`status ${status}`));
  return status === 200 ? parseShape(text, isConfig) : null;
}
