import type { Context } from "hono";

import { authorizationUrl } from "../../auth/authorization-url";
import { gatewayPaths, officeScripts } from "../../auth/gateway-api";
import { AppError } from "../../base/app-error";
import type { GatewayContext, GatewayEnv, MountRoutes } from "../gateway-context";
import { completeSchema, completeSignIn } from "./complete-sign-in";
import { callbackPage, howToConnectPage } from "./pages";
import { readBody } from "./read-body";
import { type CallbackOutcome, receiveCallback } from "./receive-callback";
import { createSignIns, type SignIns } from "./sign-ins";
import { startSchema, startSignIn } from "./start-sign-in";

/** The sign-in: begun and finished by the pane, in between by a browser that proves nothing. */
export const mountOAuth: MountRoutes = (routes, gateway) => {
  const signIns = createSignIns(gateway);
  const context = { ...gateway, signIns };

  routes.post(gatewayPaths.start, async (call) => {
    const request = await readBody(call, startSchema);
    const reply = await startSignIn(context, { owner: call.get("principal").owner, request }, call.req.raw.signal);
    return call.json(reply, 200, noStore);
  });

  routes.get(gatewayPaths.go, (call) => goToStripe(context, call));

  routes.get(gatewayPaths.callback, async (call) => {
    const outcome = await receive(context, call);
    if (outcome.kind !== "answered") gateway.log("info", "sign-in not answered", { outcome: outcome.kind });
    return callbackPage(outcome, officeScripts[gateway.facts.dialogPages ?? "excel"]);
  });

  routes.post(gatewayPaths.complete, async (call) => {
    const request = await readBody(call, completeSchema);
    const grant = await completeSignIn(context, { owner: call.get("principal").owner, request }, call.req.raw.signal);
    gateway.log("info", "signed in", { account: grant.account, mode: grant.mode, variant: grant.variant });
    return call.json(grant, 200, noStore);
  });
};

const noStore = { "cache-control": "no-store" } as const;

type OAuthContext = GatewayContext & { readonly signIns: SignIns };

/** To Stripe's consent page, while the sign-in still waits for its answer. */
async function goToStripe({ signIns, findApp }: OAuthContext, { req }: Context<GatewayEnv>): Promise<Response> {
  const { signal } = req.raw;
  const [state = "", ...more] = new URL(req.url).searchParams.getAll("state");
  const signIn = more.length === 0 ? (await signIns.find(state, signal))?.signIn : undefined;
  if (signIn?.step.kind !== "asked") return howToConnectPage(400);
  const { owner, app: ref, variant, mode, scope } = signIn;
  const app = await findApp({ owner, ref, variant, mode }, signal);
  const location = authorizationUrl(app, { state, ...(scope === null ? {} : { scope }) });
  return new Response(null, { status: 302, headers: { location, ...noStore, "referrer-policy": "no-referrer" } });
}

/** A visit that Stripe would never send, such as one with two codes, is nobody's sign-in. */
async function receive(context: OAuthContext, { req }: Context<GatewayEnv>): Promise<CallbackOutcome> {
  try {
    return await receiveCallback(context, new URL(req.url).searchParams, req.raw.signal);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "SIGN_IN_FAILED") return { kind: "foreign" };
    throw thrown;
  }
}
