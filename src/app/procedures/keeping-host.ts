import type { GrantSummary } from "../../auth/grant";
import { AppError } from "../../base/app-error";
import type { Secret } from "../../base/secret";
import type { GrantPlace } from "../../connections/grant-place";
import type { GrantSeed, OwnApp } from "../../connections/sign-in-plan";
import type { Clock } from "../../platform/ports";
import { consentPage, type DirectHostNeed, obtainCode } from "./direct-host";
import { keptTokens } from "./kept-tokens";
import type { ProcedureHost } from "./procedure-host";

/** Tokens that are kept already. */
export type KeptTokensNeed = {
  readonly place: GrantPlace;
  /** The grant's name in its place. */
  readonly grantId: string;
  readonly clock: Clock;
  /** How the place is named to a person: `in stripe-oauth`. */
  readonly keeper: string;
};

export type KeepingHostNeed = Pick<DirectHostNeed, "app" | "randomBytes" | "catchCode"> &
  KeptTokensNeed & {
    /** The app as the place knows it; `null`: its own. */
    readonly ownApp: OwnApp | null;
  };

/** A host that puts tokens where the connection keeps them, and never hands them out. */
export function createKeepingHost(need: KeepingHostNeed): ProcedureHost {
  const { place, grantId, ownApp, app } = need;
  const adopt = (seed: GrantSeed, signal: AbortSignal) =>
    place.adopt(grantId, { seed, app: ownApp, variant: app.variant, mode: app.mode }, signal);

  return {
    authorizationUrl: (wish) => Promise.resolve(consentPage(need, wish)),
    async accessToken(wish, signal) {
      const code = await obtainCode(need, wish, signal);
      return shown(need, await adopt({ kind: "code", code }, signal));
    },
    async refresh(refreshToken, signal) {
      if (refreshToken !== null) await adopt(seedOf(refreshToken), signal);
      return renew(need, signal);
    },
  };
}

/** A host that knows no app: what is kept can be renewed, because the place knows whose app it is; the rest throws `refusal()`. */
export function createRenewingHost(need: KeptTokensNeed, refusal: () => AppError): ProcedureHost {
  const refuse = () => Promise.reject(refusal());
  return {
    authorizationUrl: refuse,
    accessToken: refuse,
    refresh: (refreshToken, signal) => (refreshToken === null ? renew(need, signal) : refuse()),
  };
}

async function renew(need: KeptTokensNeed, signal: AbortSignal) {
  const { place, grantId, keeper } = need;
  if ((await place.find(grantId, signal)) === null) throw nothingKept(keeper);
  return shown(need, await place.refresh(grantId, signal));
}

const shown = ({ keeper, clock }: KeptTokensNeed, grant: GrantSummary) => keptTokens(grant, { keeper, now: clock.now() });

const seedOf = (refreshToken: Secret): GrantSeed => ({ kind: "tokens", accessToken: null, refreshToken, expiresIn: null, issuedAt: null });

function nothingKept(keeper: string): AppError {
  return new AppError("BAD_ARGUMENT", `No tokens are kept ${keeper} yet.`, {
    hint: "Sign in first with GetOAuthAccessToken, or bring a refresh token in OAuthRefreshToken.",
  });
}
