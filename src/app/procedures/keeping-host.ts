import type { GrantSummary } from "../../auth/grant";
import { AppError } from "../../base/app-error";
import type { Secret } from "../../base/secret";
import type { BroughtGrant, GrantPlace } from "../../connections/grant-place";
import type { GrantSeed, OwnApp } from "../../connections/sign-in-plan";
import type { Clock } from "../../platform/ports";
import { consentPage, type DirectHostNeed, obtainCode } from "./direct-host";
import { keptTokens } from "./kept-tokens";
import type { ProcedureHost } from "./procedure-host";

export type KeepingHostNeed = Pick<DirectHostNeed, "app" | "randomBytes" | "catchCode"> & {
  readonly place: GrantPlace;
  /** The grant's name in its place. */
  readonly grantId: string;
  /** The app as the place knows it; `null`: its own. */
  readonly ownApp: OwnApp | null;
  readonly clock: Clock;
  /** How the place is named to a person: `in stripe-oauth`. */
  readonly keeper: string;
};

/** A host that puts tokens where the connection keeps them, and never hands them out. */
export function createKeepingHost(need: KeepingHostNeed): ProcedureHost {
  const { place, grantId, keeper, clock, ownApp, app } = need;
  const kept = (grant: GrantSummary) => keptTokens(grant, { keeper, now: clock.now() });
  const brought = (seed: GrantSeed): BroughtGrant => ({ seed, app: ownApp, variant: app.variant, mode: app.mode });

  return {
    authorizationUrl: (wish) => Promise.resolve(consentPage(need, wish)),
    async accessToken(wish, signal) {
      const code = await obtainCode(need, wish, signal);
      return kept(await place.adopt(grantId, brought({ kind: "code", code }), signal));
    },
    async refresh(refreshToken, signal) {
      if (refreshToken !== null) await place.adopt(grantId, brought(seedOf(refreshToken)), signal);
      else if ((await place.find(grantId, signal)) === null) throw nothingKept(keeper);
      return kept(await place.refresh(grantId, signal));
    },
  };
}

const seedOf = (refreshToken: Secret): GrantSeed => ({ kind: "tokens", accessToken: null, refreshToken, expiresIn: null, issuedAt: null });

function nothingKept(keeper: string): AppError {
  return new AppError("BAD_ARGUMENT", `No tokens are kept ${keeper} yet.`, {
    hint: "Sign in first with GetOAuthAccessToken, or bring a refresh token in OAuthRefreshToken.",
  });
}
