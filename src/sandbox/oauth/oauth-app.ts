import { neededPermissions } from "../../catalog/read-permissions";
import type { SandboxKey } from "../keys";

/** Stripe Apps (`/oauth/v2/authorize`, `/v1/oauth/token`) or the older Connect OAuth (`/oauth/authorize`, `/oauth/token`). */
export type OAuthVariant = "apps" | "connect";

/** An OAuth app that is registered with the sandbox. */
export type SandboxOAuthApp = {
  readonly variant: OAuthVariant;
  /** `ca_…`; live and test mode have one each, with a secret key each. */
  readonly clientId: string;
  /** The developer's secret key, `sk_test_…` or `sk_live_…`: it decides the app's mode. */
  readonly clientSecret: string;
  /** How the consent page names the app. */
  readonly name: string;
  /** Redirect URIs that are taken exactly; the first is used when a request names none. */
  readonly redirectUris: readonly string[];
  /** Any port and path of a loopback address is taken, too. */
  readonly loopback?: true;
  /** Stripe Apps: what the manifest asks for. Connect decides by scope. */
  readonly permissions?: SandboxKey["permissions"];
  /** Stripe Apps: the `chnlink_…` of its external test. */
  readonly channel?: string;
  /** Stripe Apps: not published, so only the address with the channel works. */
  readonly unpublished?: true;
};

export type AppMode = "test" | "live";

/** The mode of a secret key, and so of its app. */
export function modeOf(clientSecret: string): AppMode {
  return clientSecret.startsWith("sk_live_") ? "live" : "test";
}

/** The apps of every sandbox: one of each variant, for all loopback addresses and the given redirect URIs. */
export function defaultApps(redirectUris: readonly string[]): readonly SandboxOAuthApp[] {
  const shared = { clientSecret: "sk_test_sandbox", name: "Excel Connector for Stripe", redirectUris, loopback: true } as const;
  return [
    {
      ...shared,
      variant: "apps",
      clientId: "ca_sandbox",
      channel: "chnlink_sandbox",
      permissions: neededPermissions().needed.map(({ permission }) => permission),
    },
    { ...shared, variant: "connect", clientId: "ca_sandbox_connect" },
  ];
}
