import type { GrantSummary, OAuthOffers, SignInPhase, SignInSession, SignIns } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";

export const grant: GrantSummary = {
  id: "acct_1Acme.test.apps",
  state: "ACTIVE",
  variant: "apps",
  mode: "test",
  account: "acct_1Acme",
  generation: 1,
  accessExpiresAt: null,
  reason: null,
};

/** A deployment without a gateway. */
export const noOffers: OAuthOffers = {
  apps: [],
  ownApps: false,
  callbackUrl: null,
  unavailable: new AppError("GATEWAY_UNAVAILABLE", "This add-in comes without a server of its own.", { hint: "A restricted key works without one." }),
};

/** A gateway with every kind of app. */
export const allOffers: OAuthOffers = {
  apps: (["live", "test"] as const).flatMap((mode) => (["apps", "connect"] as const).map((variant) => ({ mode, variant }))),
  ownApps: true,
  callbackUrl: "https://gateway.test/oauth/callback",
  unavailable: null,
};

/** A sign-in that the test leads. */
export type FakeSession = SignInSession & {
  readonly reach: (phase: SignInPhase) => void;
  readonly finish: (outcome: GrantSummary | AppError) => void;
  /** Ends it when the pane gives up. */
  readonly follow: (signal: AbortSignal) => SignInSession;
};

export function createFakeSession(): FakeSession {
  const phase = createStore<SignInPhase>("opening");
  let finish: FakeSession["finish"] = () => undefined;
  const grant = new Promise<GrantSummary>((resolve, reject) => {
    finish = (outcome) => (outcome instanceof AppError ? reject(outcome) : resolve(outcome));
  });
  const session: FakeSession = {
    phase,
    grant,
    reach: phase.set,
    finish,
    enterCode: (code) =>
      code === "GOOD-CODE"
        ? Promise.resolve(finish(grantOfCode))
        : Promise.reject(new AppError("SIGN_IN_FAILED", "This is not the code.", { hint: "Look at the window again." })),
    follow(signal) {
      signal.addEventListener("abort", () => finish(new AppError("CANCELLED", "The sign-in was cancelled.")));
      return session;
    },
  };
  return session;
}

const grantOfCode = grant;

type FakeSignInsNeed = { readonly calls: string[]; readonly offers: OAuthOffers; readonly session: FakeSession };

/** Sign-ins over one session. */
export function fakeSignIns({ calls, offers, session }: FakeSignInsNeed): SignIns {
  return {
    offers: () => Promise.resolve(offers),
    begin({ mode, variant, ownApp }, signal) {
      const own = ownApp ? ` ${ownApp.clientId} ${ownApp.clientSecret.reveal()} ${ownApp.channel ?? ""}` : "";
      calls.push(`sign in ${variant} ${mode}${own}`.trimEnd());
      return session.follow(signal);
    },
    again(name, signal) {
      calls.push(`sign in again ${name}`);
      return session.follow(signal);
    },
  };
}
