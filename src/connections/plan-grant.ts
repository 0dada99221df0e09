import type { StripeMode } from "../auth/oauth-app";
import { stripeApiBase } from "../stripe/api-version";
import { badSetting } from "./bad-setting";
import { readKeyKind } from "./key-kind";
import { readOwnApp } from "./own-app";
import type { ConnectionSettings } from "./properties";
import { defaultLocationName } from "./settings-location";
import type { GrantPlan, GrantSeed, OwnApp, SettingsLocation } from "./sign-in-plan";
import { locationsOf, type SignInSurroundings } from "./sign-in-surroundings";

/** The plan of a sign-in whose tokens are kept. @throws AppError `BAD_SETTING`. */
export function planGrant(settings: ConnectionSettings, surroundings: SignInSurroundings): GrantPlan {
  const { InitiateOAuth, OAuthApp: variant, Scope: scope } = settings;
  const app = readOwnApp(settings);
  const mode = modeOf(settings, app);
  const seed = seedOf(settings);
  if (mode === null && (seed?.kind === "code" || seed?.refreshToken)) throw modeUntold();
  return {
    kind: "grant",
    location: locationOf(settings, surroundings),
    initiate: InitiateOAuth === "GETANDREFRESH" ? "GETANDREFRESH" : "REFRESH",
    variant,
    mode,
    seed,
    app,
    scope,
  };
}

function locationOf(settings: ConnectionSettings, { place, location: usual }: SignInSurroundings): SettingsLocation {
  const { OAuthSettingsLocation: wanted, Gateway: gateway, ApiBase } = settings;
  const location = wanted ?? (gateway === null ? usual : { kind: "roaming", name: defaultLocationName });
  if (!locationsOf[place].includes(location.kind)) throw notHere(location.kind, place);
  if (gateway !== null && location.kind !== "roaming") throw gatewayUnused();
  if (place === "command line" && location.kind === "roaming" && gateway === null) throw gatewayMissing();
  if (location.kind === "roaming" && ApiBase !== stripeApiBase) throw rootOfGateway();
  return location;
}

/** What tells the mode, if anything does; everything that does must agree. */
function modeOf({ Mode, OAuthAccessToken }: ConnectionSettings, app: OwnApp | null): StripeMode | null {
  const told = [
    ["Mode", Mode],
    ["OAuthClientSecret", app === null || app.clientSecret === null ? null : app.mode],
    ["OAuthAccessToken", OAuthAccessToken === null ? null : (readKeyKind(OAuthAccessToken)?.mode ?? null)],
  ] as const;
  const [first, ...rest] = told.filter(([, mode]) => mode !== null);
  const other = rest.find(([, mode]) => mode !== first?.[1]);
  if (first === undefined) return null;
  if (other === undefined) return first[1];
  throw badSetting(`${first[0]} says ${first[1]} mode, but ${other[0]} says ${other[1]} mode.`, "Use app, tokens and Mode of one mode.");
}

function seedOf(settings: ConnectionSettings): GrantSeed | null {
  const { OAuthAccessToken, OAuthRefreshToken, OAuthVerifier, OAuthExpiresIn, OAuthTokenTimestamp } = settings;
  if (OAuthVerifier !== null) return { kind: "code", code: OAuthVerifier };
  if (OAuthAccessToken === null && OAuthRefreshToken === null) return null;
  return {
    kind: "tokens",
    accessToken: OAuthAccessToken,
    refreshToken: OAuthRefreshToken,
    expiresIn: OAuthExpiresIn,
    issuedAt: OAuthTokenTimestamp,
  };
}

const words: Readonly<Record<SettingsLocation["kind"], string>> = {
  roaming: "roaming: (the gateway)",
  device: "device: (this browser)",
  memory: "memory: (until the program ends)",
  file: "the path of a file",
};

const notHere = (kind: SettingsLocation["kind"], place: SignInSurroundings["place"]) =>
  badSetting(
    `OAuthSettingsLocation cannot be ${words[kind]} ${place === "page" ? "in the add-in" : "on the command line"}.`,
    `Write ${locationsOf[place].map((one) => words[one]).join(", or ")}.`,
  );

const modeUntold = () => badSetting("Nothing tells whether this sign-in is for test or live mode.", "Write Mode=test or Mode=live.");

const gatewayUnused = () =>
  badSetting("Gateway is given, but OAuthSettingsLocation keeps the tokens elsewhere.", "Write OAuthSettingsLocation=roaming:, or leave Gateway out.");

const gatewayMissing = () =>
  badSetting("OAuthSettingsLocation=roaming: needs a gateway.", "Name its address: Gateway=https://stripe.example.com.");

const rootOfGateway = () =>
  badSetting("ApiBase has no meaning where a gateway keeps the tokens, since it calls Stripe itself.", "Leave ApiBase out, or keep the tokens elsewhere.");
