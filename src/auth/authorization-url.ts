import { AppError } from "../base/app-error";
import type { OAuthApp } from "./oauth-app";

export type AuthorizationRequest = {
  /** Comes back with the code; ties the answer to whoever asked. */
  readonly state: string;
  /** Connect only; Stripe Apps have their permissions in the uploaded manifest. `read_write` when absent. */
  readonly scope?: string;
};

/**
 * The consent page for an app. Stripe Apps take three parameters, Connect five.
 * https://docs.stripe.com/stripe-apps/api-authentication/oauth and https://docs.stripe.com/connect/oauth-reference
 * @throws AppError `BAD_SETTING` when the channel is none.
 */
export function authorizationUrl(app: OAuthApp, { state, scope = "read_write" }: AuthorizationRequest): string {
  const url = new URL(app.channel === null ? app.endpoints.authorize : inChannel(app.endpoints.authorize, app.channel));
  const common = { client_id: app.clientId, redirect_uri: app.redirectUri, state };
  const parameters = app.variant === "connect" ? { response_type: "code", scope, ...common } : common;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** An app in external test is asked for under its channel: `/oauth/v2/chnlink_…/authorize`. */
function inChannel(authorize: string, channel: string): string {
  if (!/^chnlink_[A-Za-z0-9_]{1,200}$/.test(channel)) {
    throw new AppError("BAD_SETTING", "The test channel of the Stripe app is not valid.", {
      hint: "Copy it from the external test link in the Stripe Dashboard; it begins with chnlink_.",
    });
  }
  return authorize.replace(/\/authorize$/, `/${channel}/authorize`);
}
