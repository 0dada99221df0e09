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
  const contradiction = contradictions.find(({ when }) => when(settings));
  if (contradiction) throw badSetting(contradiction.sentence, contradiction.hint);
  const { OAuthApp: variant, OAuthClientId: clientId, OAuthClientSecret: clientSecret, CallbackURL: callbackUrl } = settings;
  const { OAuthChannel: channel, Mode } = settings;
  if (clientId === null) return null;
  const mode = clientSecret === null ? Mode : modeOfClientSecret(clientSecret);
  if (Mode !== null && mode !== null && mode !== Mode) throw otherMode(mode, Mode);
  return { variant, mode: mode ?? "live", clientId, clientSecret, callbackUrl, channel };
}

/** Parts that do not go together. */
const contradictions: readonly { readonly when: (settings: AppSettings) => boolean; readonly sentence: string; readonly hint: string }[] = [
  {
    when: ({ Scope, OAuthApp }) => Scope !== null && OAuthApp === "apps",
    sentence: "Scope has no meaning for a Stripe App, whose permissions are in its manifest.",
    hint: "Leave Scope out, or write OAuthApp=Connect.",
  },
  {
    when: ({ OAuthClientSecret, OAuthClientId }) => OAuthClientSecret !== null && OAuthClientId === null,
    sentence: "OAuthClientSecret is given without OAuthClientId.",
    hint: "Give both, or neither to use the deployment's app.",
  },
  {
    when: ({ CallbackURL, OAuthClientId }) => CallbackURL !== null && OAuthClientId === null,
    sentence: "CallbackURL is given without OAuthClientId.",
    hint: "Give the client id of your own app too; the deployment's app has its own callback.",
  },
  {
    when: ({ OAuthChannel, OAuthClientId, OAuthApp }) => OAuthChannel !== null && (OAuthClientId === null || OAuthApp === "connect"),
    sentence: "OAuthChannel is given without a Stripe App.",
    hint: "Give the client id of the app under test with OAuthApp=StripeApps, or leave OAuthChannel out.",
  },
];

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
