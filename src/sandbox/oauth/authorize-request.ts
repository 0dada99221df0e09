import type { OAuthVariant, SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";
import { redirectUriOf } from "./redirect-uri";

/** What a person is asked to allow. */
export type AuthorizeRequest = {
  readonly app: SandboxOAuthApp;
  readonly redirectUri: string;
  readonly state: string | null;
  /** Connect: `read_only` or `read_write`. Stripe Apps: `stripe_apps`. */
  readonly scope: string;
};

/** Which variant an authorize address is of, and the channel in it. */
export type AuthorizeAddress = { readonly variant: OAuthVariant; readonly channel: string | null };

/** Reads the path of an authorize page; `null` when it is none. */
export function authorizeAddress(path: string): AuthorizeAddress | null {
  if (path === "/oauth/authorize") return { variant: "connect", channel: null };
  if (path === "/oauth/v2/authorize") return { variant: "apps", channel: null };
  const channel = /^\/oauth\/v2\/(chnlink_\w+)\/authorize$/.exec(path)?.[1];
  return channel === undefined ? null : { variant: "apps", channel };
}

/** Checks what may not be redirected: whoever sent it cannot be trusted with an answer. @throws OAuthRefusal */
export function readAuthorizeRequest(
  address: AuthorizeAddress,
  parameters: ReadonlyMap<string, string>,
  apps: readonly SandboxOAuthApp[],
): AuthorizeRequest {
  const app = findApp(address, parameters.get("client_id"), apps);
  const redirectUri = redirectUriOf(app, parameters.get("redirect_uri") ?? null);
  return { app, redirectUri, state: parameters.get("state") ?? null, scope: scopeOf(app, parameters) };
}

function findApp(address: AuthorizeAddress, clientId: string | undefined, apps: readonly SandboxOAuthApp[]): SandboxOAuthApp {
  const { variant, channel } = address;
  if (clientId === undefined) throw new OAuthRefusal("invalid_request", "Missing required parameter: client_id", 400);
  const app = apps.find((one) => one.variant === variant && one.clientId === clientId);
  if (app === undefined) throw new OAuthRefusal("invalid_client", "No application matches the supplied client identifier");
  if (channel !== null && channel !== app.channel) throw new OAuthRefusal("invalid_request", "This external test link does not belong to the application.");
  if (channel === null && app.unpublished === true) {
    throw new OAuthRefusal("invalid_request", "This application is not published. Use the link of its external test.");
  }
  return app;
}

function scopeOf({ variant }: SandboxOAuthApp, parameters: ReadonlyMap<string, string>): string {
  if (variant === "apps") return "stripe_apps";
  if (parameters.get("response_type") !== "code") {
    throw new OAuthRefusal("unsupported_response_type", "The only supported response_type is code");
  }
  const scope = parameters.get("scope") ?? "read_only";
  if (scope !== "read_only" && scope !== "read_write") throw new OAuthRefusal("invalid_scope", `Invalid scope provided: ${scope}`);
  return scope;
}
