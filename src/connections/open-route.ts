import type { GrantSummary } from "../auth/grant";
import { AppError } from "../base/app-error";
import type { Clock } from "../platform/ports";
import { stripeApiBase } from "../stripe/api-version";
import { type CredentialSource, fixedCredential } from "../stripe/credential";
import { fingerprint } from "./account-name";
import { badSetting } from "./bad-setting";
import type { GrantPlace, OpenGrantPlace, StripeRoute } from "./grant-place";
import type { ConnectionProfile } from "./profile";
import { locationWords } from "./settings-location";
import type { GrantPlan, GrantSeed, SignInPlan } from "./sign-in-plan";

/** What signing in may use. */
export type RouteDeps = {
  readonly clock: Clock;
  readonly openGrantPlace: OpenGrantPlace;
  /** Asks the person to sign in, for `InitiateOAuth=GETANDREFRESH`; absent where nobody can be asked. */
  readonly signIn?: (plan: GrantPlan, place: GrantPlace, signal: AbortSignal) => Promise<GrantSummary>;
};

/** A way to Stripe, and the profile as the sign-in completes it. */
export type OpenedRoute = { readonly profile: ConnectionProfile; readonly route: StripeRoute; readonly grant: GrantSummary | null };

/**
 * Signs in as planned: a key or token as it is; else the grant that was kept, the one that the settings bring, or the one that
 * the person makes now.
 * @throws AppError `REAUTH_REQUIRED` saying where to sign in, `BAD_SETTING`, `SIGN_IN_FAILED`.
 */
export async function openRoute(
  { plan, profile }: { readonly plan: SignInPlan; readonly profile: ConnectionProfile },
  deps: RouteDeps,
  signal: AbortSignal,
): Promise<OpenedRoute> {
  if (plan.kind !== "grant") return { profile, route: fixedRoute(plan, profile, deps.clock), grant: null };
  const place = await deps.openGrantPlace(plan.location, signal);
  const grant = await obtainGrant(plan, { ...deps, place }, signal);
  return { profile: profileOf(grant, { plan, profile }), route: place.route(grant, profile.apiBase), grant };
}

/** The way to Stripe with what never changes: an API key, or a token that nobody renews. */
export function fixedRoute(plan: Exclude<SignInPlan, GrantPlan>, { apiBase }: ConnectionProfile, clock: Pick<Clock, "now">): StripeRoute {
  if (plan.kind === "key") return { apiBase, credentials: fixedCredential(plan.key), signedIn: fingerprint(plan.key) };
  const credentials = untilExpired(fixedCredential(plan.token, "token"), plan.expiresAt, clock);
  return { apiBase, credentials, signedIn: fingerprint(plan.token) };
}

/** A token that is known to be over is not sent any more. */
function untilExpired(token: CredentialSource, expiresAt: number | null, clock: Pick<Clock, "now">): CredentialSource {
  if (expiresAt === null) return token;
  return {
    ...token,
    async current(signal) {
      if (clock.now() < expiresAt) return token.current(signal);
      throw new AppError("REAUTH_REQUIRED", "The access token has expired.", {
        hint: "Give a new one, or write InitiateOAuth=REFRESH and OAuthRefreshToken so that it is renewed.",
      });
    },
  };
}

type PlaceDeps = RouteDeps & { readonly place: GrantPlace };

/**
 * What the settings bring counts when it is new: at the first connect, or when a person has put other tokens there since.
 * Otherwise it is the grant that was kept, whose tokens have been renewed since then.
 */
async function obtainGrant(plan: GrantPlan, { place, signIn }: PlaceDeps, signal: AbortSignal): Promise<GrantSummary> {
  const { location, seed, app } = plan;
  const kept = await place.find(location.name, signal);
  if (seed !== null && !(await place.knows(location.name, seed, signal))) {
    return place.adopt(location.name, { seed, app, variant: plan.variant, mode: plan.mode }, signal);
  }
  if (kept !== null && isUsable(kept)) return kept;
  if (plan.initiate === "GETANDREFRESH" && signIn !== undefined) return signIn(plan, place, signal);
  if (kept !== null) throw signedOut(plan, kept);
  throw seed === null ? notSignedIn(plan) : spent(seed);
}

const isUsable = ({ state }: GrantSummary): boolean => state === "ACTIVE" || state === "REFRESHING";

/** The grant tells the mode for sure, so only now it is sure that its tokens may go to the profile's root. */
function profileOf({ mode }: GrantSummary, { plan, profile }: { readonly plan: GrantPlan; readonly profile: ConnectionProfile }): ConnectionProfile {
  if (plan.mode !== null && plan.mode !== mode) throw otherMode(mode, plan.mode);
  if (mode === "live" && profile.mode === "test" && profile.apiBase !== stripeApiBase) throw liveElsewhere(profile);
  return { ...profile, mode };
}

const liveElsewhere = ({ apiBase }: ConnectionProfile) =>
  badSetting(`The tokens that were kept are live, and live tokens are sent to ${stripeApiBase} only, not to ${apiBase}.`, "Leave ApiBase out, or sign in in test mode.");

const otherMode = (found: string, wanted: string) =>
  badSetting(`The tokens that were kept are for ${found} mode, but the settings say ${wanted} mode.`, "Choose another OAuthSettingsLocation, or leave Mode out.");

const notSignedIn = ({ location }: GrantPlan) =>
  new AppError("REAUTH_REQUIRED", `Nobody has signed in yet: no tokens are kept ${locationWords(location)}.`, {
    hint: "Sign in first: New connection in the add-in, xlstripe connect on the command line, or give OAuthAccessToken and OAuthRefreshToken once.",
  });

const spent = (seed: GrantSeed) =>
  seed.kind === "code"
    ? new AppError("REAUTH_REQUIRED", "The code in OAuthVerifier has been used already.", { hint: "Sign in again and give the new code." })
    : new AppError("REAUTH_REQUIRED", "The tokens in the settings were kept before, and that sign-in was disconnected.", {
        hint: "Sign in again and give the new tokens.",
      });

const signedOut = ({ location }: GrantPlan, { reason }: GrantSummary) =>
  new AppError("REAUTH_REQUIRED", `The sign-in whose tokens are kept ${locationWords(location)} has ended.`, {
    hint: "Sign in again: Reconnect in the add-in, or xlstripe connect on the command line.",
    ...(reason === null ? {} : { detail: { reason } }),
  });
