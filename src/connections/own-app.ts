import type { StripeMode } from "../auth/oauth-app";
import type { Secret } from "../base/secret";
import { badSetting } from "./bad-setting";
import { readKeyKind } from "./key-kind";
import type { ConnectionSettings } from "./properties";
import type { OwnApp } from "./sign-in-plan";

type AppSettings = Pick<ConnectionSettings, "OAuthApp" | "OAuthClientId" | "OAuthClientSecret" | "OAuthChannel" | "CallbackURL" | "Mode" | "Scope">;

/**
 * The OAuth app that the settings bring, `null` when they leave it to the deployment.
 * @throws AppError `BAD_SETTING` for parts that do not go together.
 */
export function readOwnApp(settings: AppSettings): OwnApp | null {
  const { OAuthApp: variant, OAuthClientId: clientId, OAuthClientSecret: clientSecret, CallbackURL: callbackUrl } = settings;
  const { OAuthChannel: channel, Mode } = settings;
  if (settings.Scope !== null && variant === "apps") throw scopeOfApp();
  if (clientId === null) {
    if (clientSecret !== null) throw secretWithoutId();
    if (callbackUrl !== null) throw callbackWithoutId();
    if (channel !== null) throw channelWithoutApp();
    return null;
  }
  if (channel !== null && variant === "connect") throw channelWithoutApp();
  const secretMode = clientSecret === null ? null : modeOfClientSecret(clientSecret);
  if (secretMode !== null && Mode !== null && secretMode !== Mode) throw otherMode(secretMode, Mode);
  return { variant, mode: secretMode ?? Mode ?? "live", clientId, clientSecret, callbackUrl, channel };
}

/** Stripe has no other client secret than the developer's secret key, and takes no restricted one here. */
function modeOfClientSecret(secret: Secret): StripeMode {
  const kind = readKeyKind(secret);
  if (kind?.keyKind === "secret") return kind.mode;
  throw badSetting(
    "OAuthClientSecret is not a secret key.",
    "Use the secret key (sk_…) of the account that owns the OAuth app, of the same mode as the client id.",
  );
}

const otherMode = (found: StripeMode, wanted: StripeMode) =>
  badSetting(
    `OAuthClientSecret is a ${found} key, but Mode is ${wanted}.`,
    "Use client id and client secret of one mode, or leave Mode out.",
  );

const scopeOfApp = () => badSetting(
  "Scope has no meaning for a Stripe App, whose permissions are in its manifest.",
  "Leave Scope out, or write OAuthApp=Connect.",
);

const secretWithoutId = () => badSetting("OAuthClientSecret is given without OAuthClientId.", "Give both, or neither to use the deployment's app.");

const callbackWithoutId = () => badSetting(
  "CallbackURL is given without OAuthClientId.",
  "Give the client id of your own app too; the deployment's app has its own callback.",
);

const channelWithoutApp = () =>
  badSetting("OAuthChannel is given without a Stripe App.", "Give the client id of the app under test with OAuthApp=StripeApps, or leave OAuthChannel out.");
