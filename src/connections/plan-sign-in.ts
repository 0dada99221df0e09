import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import { badSetting } from "./bad-setting";
import { readKeyKind } from "./key-kind";
import { planGrant } from "./plan-grant";
import { connectionProperties, type ConnectionSettings, type PropertyName, propertyNames } from "./properties";
import type { Property } from "./property";
import { actsWith, type Credentialing, oauthPropertyNames, type SignInRule, signInRules } from "./sign-in-rules";
import type { SignInPlan } from "./sign-in-plan";
import type { SignInSurroundings } from "./sign-in-surroundings";

/**
 * What the settings mean for signing in. Reads settings only: nothing is sent or opened.
 * @throws AppError `BAD_SETTING` for settings that do not go together, `NOT_CONNECTED` when there is nothing to sign in with.
 */
export function planSignIn(settings: ConnectionSettings, surroundings: SignInSurroundings): SignInPlan {
  const given = propertyNames.filter((name) => isGiven(settings, name));
  refuseElsewhere(given, surroundings);
  return schemeOf(settings, given) === "APIKey" ? planKey(settings, given) : planOAuth(settings, given, surroundings);
}

/** Whether a setting says something else than its default. */
export function isGiven(settings: ConnectionSettings, name: PropertyName): boolean {
  return settings[name] !== connectionProperties[name].default;
}

function refuseElsewhere(given: readonly PropertyName[], { place }: SignInSurroundings): void {
  for (const name of given) {
    const { places = [place], doc }: Property<unknown> = connectionProperties[name];
    if (!places.includes(place)) throw badSetting(`${name} can be set on the ${places.join(" and ")} only.`, doc);
  }
}

function schemeOf({ AuthScheme, ApiKey }: ConnectionSettings, given: readonly PropertyName[]): "APIKey" | "OAuth" {
  if (AuthScheme !== null) return AuthScheme;
  const oauth = given.includes("InitiateOAuth") || oauthPropertyNames.some((name) => given.includes(name));
  return ApiKey === null && oauth ? "OAuth" : "APIKey";
}

/** An API key may also stand where older documents put it, in the place of the access token. */
function planKey(settings: ConnectionSettings, given: readonly PropertyName[]): SignInPlan {
  const { ApiKey, OAuthAccessToken } = settings;
  if (ApiKey !== null && OAuthAccessToken !== null) throw keyAndToken();
  const stray = [...oauthPropertyNames, "InitiateOAuth" as const].find((name) => given.includes(name) && name !== "OAuthAccessToken");
  if (stray !== undefined) throw oauthOnly(stray);
  const key = ApiKey ?? OAuthAccessToken;
  if (key === null) throw noKey();
  const plan = readKey(key, settings);
  if (plan === null) throw notAKey();
  return plan;
}

function planOAuth(settings: ConnectionSettings, given: readonly PropertyName[], surroundings: SignInSurroundings): SignInPlan {
  if (settings.ApiKey !== null) throw settings.OAuthAccessToken === null ? keyWithOAuth() : keyAndToken();
  const idle = oauthPropertyNames.find((name) => given.includes(name) && !actsWithIn(name).includes(settings.InitiateOAuth));
  if (idle !== undefined) throw withoutEffect(idle, settings);
  const life = (["OAuthExpiresIn", "OAuthTokenTimestamp"] as const).find((name) => given.includes(name));
  if (life !== undefined && settings.OAuthAccessToken === null) throw lifeWithoutToken(life);
  const rule = findRule(settings);
  return rule.does === "use the token" ? planToken(settings) : planGrant(settings, surroundings);
}

const actsWithIn = (name: keyof typeof actsWith): readonly string[] => actsWith[name];

function findRule(settings: ConnectionSettings): SignInRule {
  const all: readonly Credentialing[] = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthVerifier"];
  const brought = all.filter((name) => isGiven(settings, name));
  const rule = signInRules.find(
    ({ initiate, given }) => initiate === settings.InitiateOAuth && given.length === brought.length && given.every((one) => brought.includes(one)),
  );
  if (rule !== undefined) return rule;
  throw brought.length === 0 ? noToken() : tokensAndCode();
}

function planToken(settings: ConnectionSettings): SignInPlan {
  const { OAuthAccessToken: token, OAuthExpiresIn: life, OAuthTokenTimestamp: made, Mode } = settings;
  if (token === null) throw noToken();
  const key = readKey(token, settings);
  if (key !== null && life === null && made === null) return key;
  const expiresAt = made === null ? null : made + (life ?? stripeTokenLife) * 1000;
  if (life !== null && made === null) throw lifeWithoutStart();
  return { kind: "token", token, mode: Mode ?? key?.mode ?? "live", expiresAt };
}

/** Seconds that an access token of a Stripe App lives. */
const stripeTokenLife = 3600;

/** The plan of a text that is a key; `null` for anything else. */
function readKey(key: Secret, { Mode }: ConnectionSettings): SignInPlan | null {
  const kind = readKeyKind(key);
  if (kind === null) return null;
  if (Mode === null || Mode === kind.mode) return { kind: "key", key, ...kind };
  throw badSetting(`This is a ${kind.mode} key, but Mode is ${Mode}.`, `Use a ${Mode} key, or leave Mode out.`);
}

const noKey = () =>
  new AppError("NOT_CONNECTED", "The connection has no API key.", {
    hint: "Enter a restricted key from the Stripe Dashboard (Developers > API keys).",
  });

const notAKey = () =>
  badSetting(
    "This is not a Stripe API key.",
    "A key starts with rk_ (restricted, recommended) or sk_ (secret); copy it from the Stripe Dashboard (Developers > API keys).",
  );

const noToken = () =>
  new AppError("NOT_CONNECTED", "The connection has no access token.", {
    hint: "Give OAuthAccessToken, or write InitiateOAuth=REFRESH to use the tokens that were kept, or GETANDREFRESH to sign in.",
  });

const keyAndToken = () =>
  badSetting("The connection has both an API key and an access token.", "Keep the one that you want to sign in with, and leave the other out.");

const keyWithOAuth = () =>
  badSetting("The connection has an API key, but AuthScheme is OAuth.", "Leave ApiKey out, or write AuthScheme=APIKey.");

const oauthOnly = (name: PropertyName) =>
  badSetting(`${name} has no meaning for a connection with an API key.`, `Leave ${name} out, or leave the key out and write AuthScheme=OAuth.`);

const withoutEffect = (name: keyof typeof actsWith, { InitiateOAuth }: ConnectionSettings) =>
  badSetting(
    `${name} has no meaning with InitiateOAuth=${InitiateOAuth}.`,
    `Leave ${name} out, or write InitiateOAuth=${actsWithIn(name).join(" or ")}.`,
  );

const tokensAndCode = () =>
  badSetting("OAuthVerifier is given together with tokens.", "Give the code of a new sign-in, or the tokens of an earlier one, not both.");

const lifeWithoutToken = (name: PropertyName) =>
  badSetting(`${name} is given without OAuthAccessToken.`, `Leave ${name} out; it is about the token that you give.`);

const lifeWithoutStart = () =>
  badSetting("OAuthExpiresIn is given without OAuthTokenTimestamp.", "Say when the token was made, or leave OAuthExpiresIn out.");
