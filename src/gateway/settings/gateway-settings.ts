import type { Secret } from "../../base/secret";
import type { OAuthVariant, StripeMode } from "../../auth/oauth-app";
import type { DatabaseAddress } from "../../platform/node/store/open-records";

/** An OAuth app of the deployment, as its settings say. */
export type DeploymentApp = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly channel: string | null;
};

/** How people are known by their Microsoft account. */
export type EntraSettings = {
  readonly clientId: string;
  readonly tenants: readonly string[];
  readonly audience: string;
  /** Address of Microsoft Entra, without a tenant. */
  readonly authority: string;
};

/** A deployment of the gateway, checked. */
export type GatewaySettings = {
  readonly host: string;
  readonly port: number;
  /** `null`: this computer only, at the address that it listens on. */
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  readonly database: DatabaseAddress;
  readonly keyFile: string;
  readonly spoolFolder: string;
  readonly addInFolder: string;
  readonly apps: readonly DeploymentApp[];
  /** A Stripe-like server for test mode. */
  readonly testRoots: { readonly api: string; readonly consent: string } | null;
  readonly entra: EntraSettings | null;
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  readonly logLevel: "info" | "warn" | "error";
};
