import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { existsSync } from "node:fs";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "../base/app-error";
import { gatewayPaths } from "../auth/gateway-api";
import type { RateLimiter } from "../platform/node/rate-limiter";
import type { GatewayContext, GatewayEnv, GatewayRoutes } from "./gateway-context";
import { mountHealth, type Readiness } from "./health/mount-health";
import { refuse } from "./http/answer";
import { contentPolicy } from "./http/content-policy";
import { limitByAddress, limitByPerson } from "./http/rate-limits";
import { requestLog } from "./http/request-log";
import { sameOrigin } from "./http/same-origin";
import { checkIdentity } from "./identity/check-identity";
import type { VerifyAccountToken } from "./identity/account-token";
import { createInstallations } from "./identity/installations";
import { createJoinCodes } from "./identity/join-codes";
import { mountEnrolment } from "./identity/mount-enrolment";
import { createAudienceOf } from "./identity/proof-audience";
import { gatewayManifest } from "./manifest/gateway-manifest";
import { mountApps } from "./oauth/mount-apps";
import { mountGrants } from "./oauth/mount-grants";
import { mountOAuth } from "./oauth/mount-oauth";
import { howToConnectPage } from "./oauth/pages";
import { answerRefusal } from "./refusal";
import type { EntraSettings } from "./settings/gateway-settings";
import { mountStripeProxy } from "./stripe-proxy/mount-stripe-proxy";
import { mountVault } from "./vault/mount-vault";

export type GatewayOptions = {
  /** Folder with the built add-in, absolute. */
  readonly addInFolder: string;
  /** More origins that the page may call: the deployment's allowed API roots. */
  readonly connectTo?: readonly string[];
  /** Checks Microsoft accounts; `null` where none are configured. */
  readonly account: { readonly entra: EntraSettings; readonly verify: VerifyAccountToken } | null;
  readonly readiness: Omit<Readiness, "clock" | "log">;
  readonly limits: { readonly byPerson: RateLimiter; readonly byAddress: RateLimiter };
  readonly trustedProxies: number;
};

/** Bytes of a request's body. Settings are limited to half of it. */
const largestBody = 64 * 1024;

/** The gateway as a function of requests: guards first, then routes, then the add-in's files. Default is refusal. */
export function createGateway(context: GatewayContext, options: GatewayOptions): GatewayRoutes {
  const gateway = new Hono<GatewayEnv>();
  const { publicUrl } = context.facts;
  gateway.onError((thrown, { get }) => {
    logFailure(context, thrown, get("requestId"));
    return answerRefusal(thrown);
  });
  gateway.use(requestLog(context));
  gateway.use(
    contentPolicy({ https: publicUrl.startsWith("https:"), connectTo: options.connectTo ?? [], entra: options.account?.entra ?? null }),
  );
  mountGuards(gateway, context, options);
  mountRoutes(gateway, context, options);
  mountAddIn(gateway, context, options.addInFolder);
  gateway.notFound(() => refuse(404, { code: "NOT_FOUND", message: "There is nothing at this address." }));
  return gateway;
}

/** Without the add-in's files the gateway still serves programs and add-ins that are hosted elsewhere. */
function mountAddIn(gateway: GatewayRoutes, { log }: GatewayContext, root: string): void {
  if (existsSync(root)) gateway.use("*", serveStatic({ root }));
  else log("warn", "the add-in is not there; npm run build makes it", { folder: root });
}

function mountGuards(gateway: GatewayRoutes, context: GatewayContext, options: GatewayOptions): void {
  const { limits, trustedProxies, account } = options;
  gateway.use(sameOrigin(context.facts.publicUrl));
  gateway.use(bodyLimit({ maxSize: largestBody, onError: tooLarge }));
  const byAddress = limitByAddress(limits.byAddress, trustedProxies);
  gateway.use("/oauth/*", byAddress);
  gateway.use(gatewayPaths.installations, byAddress);
  gateway.use(
    checkIdentity({
      installations: createInstallations(context),
      verifyAccount: account?.verify ?? null,
      audienceOf: createAudienceOf(context.facts.publicUrl),
      clock: context.clock,
    }),
  );
  gateway.use(limitByPerson(limits.byPerson));
}

function mountRoutes(gateway: GatewayRoutes, context: GatewayContext, options: GatewayOptions): void {
  const { facts, clock, log } = context;
  mountHealth(gateway, { ...options.readiness, clock, log });
  gateway.get(gatewayPaths.config, (request) => request.json(facts.config, 200, { "cache-control": "no-store" }));
  gateway.get("/manifest.xml", (request) => request.body(gatewayManifest(facts.publicUrl), 200, { "content-type": "application/xml" }));
  gateway.get("/install", () => howToConnectPage());
  mountEnrolment(gateway, {
    installations: createInstallations(context),
    joinCodes: createJoinCodes(context),
    audienceOf: createAudienceOf(facts.publicUrl),
    clock,
    open: facts.config.identity.kind === "installation" && facts.config.identity.open,
  });
  mountVault(gateway, context);
  mountOAuth(gateway, context);
  mountGrants(gateway, context);
  mountApps(gateway, context);
  mountStripeProxy(gateway, context);
}

const tooLarge = () =>
  refuse(413, { code: "TOO_LARGE", message: "That is more than the connector's server accepts.", hint: "Remove what you no longer need, then try again." });

/** What a person can mend is no failure of the gateway; the rest needs its operator. */
function logFailure({ log }: GatewayContext, thrown: unknown, requestId: string): void {
  const error = AppError.from(thrown);
  const ours = error.code === "INTERNAL" || error.code === "STORAGE_UNAVAILABLE";
  if (ours) log("error", "failure", { requestId, error });
}
