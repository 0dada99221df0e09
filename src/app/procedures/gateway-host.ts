import type { StartReply, StartRequest } from "../../auth/gateway-api";
import type { GatewayClient } from "../../auth/gateway-client";
import type { GrantSummary } from "../../auth/grant";
import { challengeOf, createVerifier } from "../../auth/pkce";
import { AppError } from "../../base/app-error";
import type { Clock, RandomBytes } from "../../platform/ports";
import { keptTokens } from "./kept-tokens";
import type { ProcedureHost, SignInWish, TokenWish } from "./procedure-host";

/** A sign-in that waits for its typed code. The verifier proves that whoever ends it began it. */
export type StartedSignIn = Pick<StartReply, "state"> & { readonly verifier: string };

/** Remembers the sign-in that was begun last: between two calls in the pane, between two runs of a command line. */
export type PendingSignIn = {
  keep(started: StartedSignIn, signal: AbortSignal): Promise<void>;
  current(signal: AbortSignal): Promise<StartedSignIn | null>;
  forget(signal: AbortSignal): Promise<void>;
};

export type GatewayHostNeed = {
  readonly client: Pick<GatewayClient, "origin" | "start" | "complete" | "refresh" | "adopt">;
  /** Which app to sign in with; `clientId` `null`: the deployment's. */
  readonly app: Pick<StartRequest, "variant" | "mode" | "clientId">;
  /** The connection's grant; `null`: it has none yet. */
  readonly grantId: string | null;
  /** Signs in by a window of its own (AuthMode=APP); absent where there is none. */
  readonly signIn?: (scope: string | null, signal: AbortSignal) => Promise<GrantSummary>;
  readonly pending: PendingSignIn;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
};

/** A host whose tokens stay at the gateway. */
export function createGatewayHost(need: GatewayHostNeed): ProcedureHost {
  const { client, app, grantId, pending } = need;
  const keeper = `at ${client.origin}`;
  const kept = (grant: GrantSummary) => keptTokens(grant, { keeper, now: need.clock.now() });

  async function complete({ verifier: typedCode, ...wish }: TokenWish, signal: AbortSignal): Promise<GrantSummary> {
    refuseOwnAddress(wish);
    if (typedCode === null && wish.authMode === "APP" && need.signIn) return need.signIn(wish.scope, signal);
    if (typedCode === null) throw codeMissing();
    const started = await pending.current(signal);
    if (started === null) throw notStarted();
    // A wrong code may be typed again, so the sign-in is forgotten only when it has succeeded.
    const grant = await client.complete({ ...started, typedCode: typedCode.reveal() }, signal);
    await pending.forget(signal);
    return grant;
  }

  return {
    async authorizationUrl(wish, signal) {
      refuseOwnAddress(wish);
      const verifier = createVerifier(need.randomBytes);
      const challenge = await challengeOf(verifier);
      const { state, browserUrl } = await client.start({ ...app, challenge, ...(wish.scope === null ? {} : { scope: wish.scope }) }, signal);
      await pending.keep({ state, verifier }, signal);
      return browserUrl;
    },
    accessToken: async (wish, signal) => kept(await complete(wish, signal)),
    async refresh(refreshToken, signal) {
      if (refreshToken === null && grantId === null) throw nothingKept(keeper);
      const id = refreshToken === null ? grantId : (await client.adopt({ ...app, accessToken: null, refreshToken }, signal)).id;
      return kept(await client.refresh(id ?? "", signal));
    },
  };
}

/** A {@link PendingSignIn} that lasts as long as the program. */
export function createPendingSignIn(): PendingSignIn {
  let waiting: StartedSignIn | null = null;
  return {
    keep: (started) => Promise.resolve(void (waiting = started)),
    current: () => Promise.resolve(waiting),
    forget: () => Promise.resolve(void (waiting = null)),
  };
}

function refuseOwnAddress({ callbackUrl, state }: SignInWish): void {
  const given = callbackUrl !== null ? "CallbackURL" : state !== null ? "State" : null;
  if (given === null) return;
  throw new AppError("BAD_ARGUMENT", `${given} cannot be chosen here: the gateway uses its own.`, { hint: `Leave ${given} out.` });
}

function codeMissing(): AppError {
  return new AppError("BAD_ARGUMENT", "The input Verifier is missing.", {
    hint: "Open the address of GetOAuthAuthorizationURL and bring the code that its last page shows.",
  });
}

function notStarted(): AppError {
  return new AppError("SIGN_IN_FAILED", "No sign-in is waiting for a code.", { hint: "Begin with GetOAuthAuthorizationURL." });
}

function nothingKept(keeper: string): AppError {
  return new AppError("BAD_ARGUMENT", `No tokens of this connection are kept ${keeper} yet.`, {
    hint: "Sign in first with GetOAuthAccessToken, or bring a refresh token in OAuthRefreshToken.",
  });
}
