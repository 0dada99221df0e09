import type { Context } from "hono";

import type { AccessToken, GrantKey } from "../../auth/grant";
import { AppError } from "../../base/app-error";
import type { HttpReply } from "../../platform/ports";
import type { GatewayContext, GatewayEnv, MountRoutes } from "../gateway-context";
import { headersForCaller, headersForStripe } from "./proxy-headers";
import { addressOf, readTarget } from "./read-target";

const route = "/v1/stripe/:grant/*";
const partsBeforeTarget = "/v1/stripe/grant/".split("/").length - 1;

/**
 * Reads Stripe with a person's grant, so that no token of Stripe's is ever in a browser: `GET` of the paths that our tables are
 * made of, at the fixed host of the grant's mode.
 */
export const mountStripeProxy: MountRoutes = (routes, gateway) => {
  routes.all(route, (call) => (call.req.raw.method === "GET" ? read(gateway, call) : onlyReads()));
};

type Call = Context<GatewayEnv, typeof route>;

async function read({ facts, broker, send, log }: GatewayContext, call: Call): Promise<Response> {
  const { raw } = call.req;
  const { signal } = raw;
  const key: GrantKey = { owner: call.get("principal").owner, id: call.req.param("grant") };
  const { pathname, search } = new URL(raw.url);
  const target = readTarget(pathname.split("/").slice(partsBeforeTarget).join("/"), search);
  const headers = headersForStripe(raw.headers);

  const ask = async ({ token, mode }: AccessToken): Promise<HttpReply> => {
    const url = addressOf(facts.apiBases[mode], target);
    const authorization = `Bearer ${token.reveal()}`;
    return send({ method: "GET", url, headers: { ...headers, authorization } }, signal).catch((cause: unknown) => {
      throw signal.aborted ? AppError.from(signal.reason) : noAnswer(cause);
    });
  };

  const token = await broker.accessToken(key, {}, signal);
  const reply = await ask(token);
  if (reply.status !== 401) return pass(reply, token);
  log("info", "stripe refused an access token", { account: token.account, generation: token.generation });
  const renewed = await broker.accessToken(key, { newerThan: token.generation }, signal);
  return pass(await ask(renewed), renewed);
}

/** Stripe's answer without what only the gateway may know. An answer that leads elsewhere is none. */
function pass({ status, headers, text }: HttpReply, { token }: AccessToken): Response {
  if (status === 401) throw stillRefused();
  if (status < 200 || (status >= 300 && status < 400)) throw noAnswer(new Error(`status ${status}`));
  const body = status < 300 ? text : text.replaceAll(token.reveal(), token.toString());
  return new Response(body, { status, headers: headersForCaller(headers) });
}

function onlyReads(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "no-store" } });
}

function noAnswer(cause: unknown): AppError {
  return new AppError("STRIPE_UNAVAILABLE", "Stripe did not answer the gateway.", { hint: "Try again in a minute.", cause });
}

function stillRefused(): AppError {
  return new AppError("REAUTH_REQUIRED", "Stripe does not accept the sign-in any more.", { hint: "Reconnect: sign in to Stripe again." });
}
