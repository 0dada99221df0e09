import { createTokenEndpoint } from "../../src/auth/create-token-endpoint";
import { gatewayPaths } from "../../src/auth/gateway-api";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import { Secret } from "../../src/base/secret";
import { sendByFetch } from "../../src/platform/node/send-http";
import type { BenchGateway } from "./gateway-process";

/** A gateway, the sandbox behind it, and a code as a finished sign-in at that sandbox gives it. */
export type GrantMaking = { readonly gateway: BenchGateway; readonly apiRoot: string; readonly code: string };

/** Lets a gateway keep a grant, by tokens as a finished sign-in gives them. Resolves to the path of the grant's API root there. */
export async function openGrant({ gateway, apiRoot, code }: GrantMaking, signal: AbortSignal): Promise<string> {
  const app = {
    variant: "apps",
    mode: "test",
    clientId: "ca_sandbox",
    clientSecret: new Secret("sk_test_sandbox"),
    redirectUri: "",
    channel: null,
    endpoints: stripeOAuthEndpoints({ variant: "apps", authorizeRoot: apiRoot, apiRoot }),
  } as const;
  const { accessToken, refreshToken } = await createTokenEndpoint({ send: sendByFetch }).exchangeCode(app, new Secret(code), signal);
  const brought = { variant: "apps", mode: "test", clientId: null, accessToken, refreshToken: refreshToken ?? new Secret("") } as const;
  const { id } = await gateway.client.adopt(brought, signal);
  return gatewayPaths.stripe(id);
}
