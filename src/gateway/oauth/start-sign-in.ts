import { z } from "zod";

import type { StartReply, StartRequest } from "../../auth/gateway-api";
import { dialogStartPages, gatewayPaths } from "../../auth/gateway-api";
import type { OAuthAppRef } from "../../auth/oauth-app";
import type { GatewayContext } from "../gateway-context";
import type { SignIns } from "./sign-ins";

const tenMinutes = 10 * 60_000;

export const startSchema = z.strictObject({
  variant: z.enum(["apps", "connect"]),
  mode: z.enum(["test", "live"]),
  clientId: z.string().max(210).nullable(),
  challenge: z.string().regex(/^[\w-]{43}$/),
  scope: z.enum(["read_write", "read_only"]).exactOptional(),
}) satisfies z.ZodType<StartRequest>;

/** Which app a client id of a request means. */
export function appRefOf(clientId: string | null): OAuthAppRef {
  return clientId === null ? { kind: "deployment" } : { kind: "own", clientId };
}

type Started = { readonly owner: string; readonly request: StartRequest };

/**
 * Begins a sign-in that only its owner can finish, and only with the verifier.
 * @throws AppError `BAD_SETTING` when there is no such app.
 */
export async function startSignIn(
  { facts, findApp, clock, randomBytes, signIns }: GatewayContext & { readonly signIns: SignIns },
  { owner, request }: Started,
  signal: AbortSignal,
): Promise<StartReply> {
  const { variant, mode, challenge, scope = null } = request;
  const app = appRefOf(request.clientId);
  await findApp({ owner, ref: app, variant, mode }, signal);
  await signIns.purge(signal);
  const state = Buffer.from(randomBytes(32)).toString("base64url");
  const expiresAt = clock.now() + tenMinutes;
  await signIns.begin(state, { owner, variant, mode, app, challenge, scope, expiresAt, step: { kind: "asked" } }, signal);
  const addressOf = (path: string): string => `${facts.publicUrl}${path}?state=${state}`;
  const dialogPage = dialogStartPages[facts.dialogPages ?? "excel"];
  return { state, dialogUrl: addressOf(dialogPage), browserUrl: addressOf(gatewayPaths.go), expiresAt };
}
