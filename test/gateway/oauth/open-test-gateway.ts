import { Hono } from "hono";
import { randomBytes } from "node:crypto";

import { createOwnApps } from "../../../src/auth/create-own-apps";
import { createTokenBroker } from "../../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../../src/auth/create-token-endpoint";
import type { OAuthApp, OAuthVariant } from "../../../src/auth/oauth-app";
import { stripeOAuthEndpoints } from "../../../src/auth/oauth-endpoints";
import { AppError } from "../../../src/base/app-error";
import { Secret } from "../../../src/base/secret";
import type { GatewayContext, GatewayEnv, GatewayFacts } from "../../../src/gateway/gateway-context";
import { createFindApp } from "../../../src/gateway/oauth/find-app";
import { mountApps } from "../../../src/gateway/oauth/mount-apps";
import { mountGrants } from "../../../src/gateway/oauth/mount-grants";
import { mountOAuth } from "../../../src/gateway/oauth/mount-oauth";
import { answerRefusal } from "../../../src/gateway/refusal";
import { mountStripeProxy } from "../../../src/gateway/stripe-proxy/mount-stripe-proxy";
import { createMemoryRecords } from "../../../src/platform/memory-records";
import { sendTo } from "../../../src/platform/node/send-http";
import type { HttpRequest, SendHttp } from "../../../src/platform/ports";
import { createSandbox } from "../../../src/sandbox/sandbox";
import { createFakeClock } from "../../fakes/fake-clock";

export const publicUrl = "https://localhost:3000";
export const stripeRoot = "https://stripe.sandbox";

/** The gateway's routes of signing in and reading, in front of the sandbox, with everything in memory. */
export type TestGateway = ReturnType<typeof openTestGateway>;

const clientIds = { apps: "ca_sandbox", connect: "ca_sandbox_connect" } as const;

function deploymentApp(variant: OAuthVariant): OAuthApp {
  return {
    variant,
    mode: "test",
    clientId: clientIds[variant],
    clientSecret: new Secret("sk_test_sandbox"),
    redirectUri: `${publicUrl}/oauth/callback`,
    channel: null,
    endpoints: stripeOAuthEndpoints({ variant, authorizeRoot: stripeRoot, apiRoot: stripeRoot }),
  };
}

const facts: GatewayFacts = {
  publicUrl,
  oauthApps: [deploymentApp("apps"), deploymentApp("connect")],
  apiBases: { test: stripeRoot, live: "https://api.stripe.com" },
  config: { identity: { kind: "installation", open: true }, oauth: [], callbackUrl: `${publicUrl}/oauth/callback` },
};

/** A person's name serves as proof of identity here; the real check has tests of its own. */
function createRoutes(context: GatewayContext): Hono<GatewayEnv> {
  const routes = new Hono<GatewayEnv>();
  for (const path of ["/v1/*", "/oauth/start", "/oauth/complete"]) {
    routes.use(path, async (call, next) => {
      const [, name] = /^Bearer (\w+)$/.exec(call.req.header("authorization") ?? "") ?? [];
      if (name === undefined) throw new AppError("FORBIDDEN", "Who are you?");
      call.set("principal", { kind: "installation", owner: `installation:${name}` });
      await next();
    });
  }
  routes.onError(answerRefusal);
  for (const mount of [mountOAuth, mountGrants, mountApps, mountStripeProxy]) mount(routes, context);
  return routes;
}

export function openTestGateway(change: Partial<GatewayFacts> = {}) {
  const clock = createFakeClock();
  const sandbox = createSandbox({ now: clock.now(), clock, scale: 0.02 });
  const sent: HttpRequest[] = [];
  const toSandbox = sendTo((request) => sandbox.handle(request));
  let answerInstead: SendHttp | null = null;
  const send: SendHttp = (request, signal) => {
    sent.push(request);
    return (answerInstead ?? toSandbox)(request, signal);
  };
  const records = createMemoryRecords();
  const ownApps = createOwnApps(records);
  const gatewayFacts = { ...facts, ...change };
  const findApp = createFindApp({ facts: gatewayFacts, ownApps });
  const tokenEndpoint = createTokenEndpoint({ send });
  const tools = { records, tokenEndpoint, findApp, clock, randomBytes: (count: number) => new Uint8Array(randomBytes(count)) };
  const broker = createTokenBroker({ ...tools, random: Math.random });
  const routes = createRoutes({ ...tools, facts: gatewayFacts, broker, ownApps, send, log: () => undefined });
  return {
    clock,
    sandbox,
    records,
    broker,
    /** Requests to Stripe, in order. */
    sent,
    answerInstead: (sendInstead: SendHttp | null) => void (answerInstead = sendInstead),
    /** A request of a browser, without an identity. */
    visit: async (path: string, init?: RequestInit) => routes.request(`${publicUrl}${path}`, init),
    /** A request of a person's pane; a body is sent as JSON. */
    ask: async (person: string, path: string, { method = "GET", json }: { readonly method?: string; readonly json?: unknown } = {}) =>
      routes.request(`${publicUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${person}` },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }),
    send,
    toSandbox,
    routes,
  };
}
