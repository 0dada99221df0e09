import { type DialogSignIn, dialogSignIn } from "../auth/dialog-sign-in";
import type { StartRequest } from "../auth/gateway-api";
import { AppError } from "../base/app-error";
import { createStore } from "../base/store";
import type { Clock, RandomBytes } from "../platform/ports";
import type { OAuthOffers, OAuthSignInRequest, SignInPhase, SignInSession, SignIns } from "./app-api";
import type { GatewayLink, OpenGateway } from "./gateway-link";

export type SignInsNeed = {
  readonly gateway: GatewayLink;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
  /** The app that a saved connection signed in with. @throws AppError `NOT_CONNECTED`, `BAD_SETTING`. */
  readonly wishOf: (connection: string, signal: AbortSignal) => Promise<SignInWish>;
};

/** What the gateway is asked to begin. */
export type SignInWish = Omit<StartRequest, "challenge">;

/** Makes {@link SignIns}. Nothing is asked of the gateway before it is needed. */
export function createSignIns(need: SignInsNeed): SignIns {
  const session = (wish: (gateway: OpenGateway) => Promise<SignInWish>, signal: AbortSignal) =>
    startSession(need, wish, signal);
  return {
    offers: async (signal) => offersOf(await need.gateway.open(signal)),
    begin: (request, signal) => session((gateway) => bring(request, gateway, signal), signal),
    again: (connection, signal) => session(() => need.wishOf(connection, signal), signal),
  };
}

function offersOf(gateway: OpenGateway | null): OAuthOffers {
  if (!gateway) return { apps: [], ownApps: false, callbackUrl: null, unavailable: noGateway() };
  const { oauth, callbackUrl } = gateway.config;
  return { apps: oauth, ownApps: true, callbackUrl, unavailable: null };
}

/** The wish for a sign-in; an own app is handed to the gateway before. */
async function bring(request: OAuthSignInRequest, { client }: OpenGateway, signal: AbortSignal): Promise<SignInWish> {
  const { variant, mode, ownApp, scope } = request;
  if (ownApp) await client.apps.put({ ...ownApp, variant, mode, channel: ownApp.channel ?? null }, signal);
  return { variant, mode, clientId: ownApp?.clientId ?? null, ...(scope === undefined ? {} : { scope }) };
}

/** A session that can be watched at once, although the gateway has to be found first. */
function startSession(need: SignInsNeed, wish: (gateway: OpenGateway) => Promise<SignInWish>, signal: AbortSignal): SignInSession {
  const phase = createStore<SignInPhase>("opening");
  let inner: DialogSignIn | null = null;

  async function run() {
    const gateway = await need.gateway.open(signal);
    if (!gateway) throw noGateway();
    inner = dialogSignIn(await wish(gateway), { ...need, client: gateway.client, dialogs: gateway.dialogs }, signal);
    const follow = inner.phase;
    follow.subscribe(() => phase.set(follow.get()));
    return inner.grant;
  }

  const grant = need.gateway.whileAsking(run).catch((failure: unknown): never => {
    throw signal.aborted ? new AppError("CANCELLED", "The sign-in was cancelled.", { cause: failure }) : AppError.from(failure);
  });
  return {
    phase,
    grant,
    async enterCode(code, until) {
      if (!inner) throw new AppError("SIGN_IN_FAILED", "No sign-in is waiting for a code.", { hint: "Sign in again." });
      await inner.enterCode(code, until);
    },
  };
}

/** There is no gateway to do what only a gateway can. */
export const noGateway = () =>
  new AppError("GATEWAY_UNAVAILABLE", "This add-in comes without a server of its own, which Stripe's sign-in needs.", {
    hint: "A restricted key works without one.",
  });
