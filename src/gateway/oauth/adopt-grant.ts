import { z } from "zod";

import type { AdoptRequest } from "../../auth/gateway-api";
import type { GrantKey, GrantSummary, NewGrant, TokenBroker } from "../../auth/grant";
import type { StripeMode } from "../../auth/oauth-app";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { GatewayContext } from "../gateway-context";
import { digestOf } from "./digest";
import { noGrant } from "./no-grant";
import { appRefOf } from "./start-sign-in";

const token = z.string().regex(/^[\x21-\x7e]{1,1000}$/);

export const adoptSchema = z.strictObject({
  variant: z.enum(["apps", "connect"]),
  mode: z.enum(["test", "live"]),
  clientId: z.string().max(210).nullable(),
  accessToken: token.nullable(),
  refreshToken: token,
}) satisfies z.ZodType<AdoptRequest>;

type Adopter = Pick<GatewayContext, "broker" | "findApp">;
type Adopting = { readonly owner: string; readonly request: AdoptRequest };

/**
 * Takes over tokens that a person got elsewhere. They are refreshed at once: that proves them, tells the account, and makes
 * what was pasted worthless to others. The same refresh token again means the same grant, however often it was renewed since.
 * @throws AppError `REAUTH_REQUIRED` (Stripe does not take the refresh token), `BAD_SETTING`, `STRIPE_UNAVAILABLE`.
 */
export async function adoptGrant(
  { broker, findApp }: Adopter,
  { owner, request }: Adopting,
  signal: AbortSignal,
): Promise<GrantSummary> {
  const { variant, mode } = request;
  const app = appRefOf(request.clientId);
  refuseOtherMode(request);
  await findApp({ owner, ref: app, variant, mode }, signal);
  const seed = digestOf("brought", variant, mode, request.refreshToken);
  const key: GrantKey = { owner, id: `brought.${seed}` };
  const grant = await broker.create({ key, variant, app, tokens: broughtTokens(request), seed }, signal);
  if (grant.account !== "") return grant;
  await prove(broker, { key, newerThan: grant.generation }, signal);
  const adopted = await broker.find(key, signal);
  if (adopted === null) throw noGrant();
  return adopted;
}

type Unproved = { readonly key: GrantKey; readonly newerThan: number };

/** Tokens that Stripe does not take are not kept; those that it could not judge are, for the next try. */
async function prove(broker: TokenBroker, { key, newerThan }: Unproved, signal: AbortSignal): Promise<void> {
  try {
    await broker.accessToken(key, { newerThan }, signal);
  } catch (failure) {
    if (failure instanceof AppError && failure.code === "REAUTH_REQUIRED") await broker.disconnect(key, signal);
    throw failure;
  }
}

/** The account is not known before the first refresh tells it. */
function broughtTokens({ accessToken, refreshToken, mode, variant }: AdoptRequest): NewGrant["tokens"] {
  return {
    accessToken: new Secret(accessToken ?? ""),
    refreshToken: new Secret(refreshToken),
    account: "",
    mode,
    expiresIn: variant === "apps" ? 3600 : null,
    scope: "",
  };
}

/** A live token must not go where test mode is sent to, which may be a sandbox. */
function refuseOtherMode({ mode, accessToken, refreshToken }: AdoptRequest): void {
  const other: StripeMode = mode === "test" ? "live" : "test";
  if (![accessToken, refreshToken].some((one) => one?.includes(`_${other}_`))) return;
  throw new AppError("BAD_SETTING", `This is a token of ${other} mode, but the connection is for ${mode} mode.`, {
    hint: "Choose the mode of the token.",
  });
}
