import type { Hono } from "hono";
import type { TokenBroker } from "../auth/grant";
import type { GatewayConfig, dialogStartPages } from "../auth/gateway-api";
import type { Principal } from "../auth/identity";
import type { FindOAuthApp, OAuthApp, StripeMode } from "../auth/oauth-app";
import type { OwnApps } from "../auth/own-apps";
import type { TokenEndpoint } from "../auth/token-endpoint";
import type { Clock, RandomBytes, RecordStore, SendHttp } from "../platform/ports";

/** What routes know of a request besides its content. */
export type GatewayEnv = {
  /** The connection that a request came by; absent for requests within the process. */
  readonly Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } } };
  readonly Variables: {
    /** Who asks; set by the identity check on every route that needs one. */
    principal: Principal;
    requestId: string;
  };
};

export type GatewayRoutes = Hono<GatewayEnv>;

/** Facts of the deployment that routes read. */
export type GatewayFacts = {
  /** `https://host[:port]` that people's browsers use, without a slash at the end. */
  readonly publicUrl: string;
  /** The deployment's own OAuth apps. */
  readonly oauthApps: readonly OAuthApp[];
  /** Stripe's API root by mode; a sandbox may stand in for test mode. */
  readonly apiBases: Readonly<Record<StripeMode, string>>;
  /** Where that sandbox shows its consent pages, when that is another address. */
  readonly consentRoot?: string;
  readonly config: GatewayConfig;
  /** Whose dialog pages a sign-in opens: real Excel's when left out, or those of the workbench, with its own copy of office.js. */
  readonly dialogPages?: keyof typeof dialogStartPages;
};

/** One line of the log: an event name and plain facts. Secrets are taken out before anything is written. */
export type Log = (level: "info" | "warn" | "error", event: string, facts?: Readonly<Record<string, unknown>>) => void;

/** What the routes of the gateway work with. */
export type GatewayContext = {
  readonly facts: GatewayFacts;
  readonly records: RecordStore;
  readonly broker: TokenBroker;
  readonly tokenEndpoint: TokenEndpoint;
  readonly ownApps: OwnApps;
  /** The deployment's app or the owner's own. */
  readonly findApp: FindOAuthApp;
  readonly send: SendHttp;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly log: Log;
};

/** Adds the routes of one subject. */
export type MountRoutes = (routes: GatewayRoutes, context: GatewayContext) => void;
