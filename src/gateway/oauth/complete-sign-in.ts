import { z } from "zod";

import type { CompleteRequest } from "../../auth/gateway-api";
import type { GrantSummary } from "../../auth/grant";
import type { OAuthApp } from "../../auth/oauth-app";
import { challengeOf } from "../../auth/pkce";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { GatewayContext } from "../gateway-context";
import { sameDigest } from "./digest";
import { grantIdOf } from "./grant-id";
import { endSignIn, proofDigest } from "./receive-callback";
import type { KeptSignIn, SignIn, SignIns } from "./sign-ins";
import { mostWrongTries, readTypedCode } from "./typed-code";

const common = { state: z.string().max(100), verifier: z.string().min(43).max(128) };

export const completeSchema = z.union([
  z.strictObject({ ...common, handle: z.string().max(100) }),
  z.strictObject({ ...common, typedCode: z.string().max(40) }),
]) satisfies z.ZodType<CompleteRequest>;

type Completing = { readonly owner: string; readonly request: CompleteRequest };
type Completer = GatewayContext & { readonly signIns: SignIns };

/**
 * Finishes a sign-in: exchanges its code, once, and keeps the grant.
 * @throws AppError `SIGN_IN_FAILED`, `STRIPE_UNAVAILABLE` (no answer came; the code must not be sent again).
 */
export async function completeSignIn(completer: Completer, completing: Completing, signal: AbortSignal): Promise<GrantSummary> {
  const { tokenEndpoint, broker } = completer;
  const { owner } = completing;
  const { signIn, app, code } = await takeCode(completer, completing, signal);
  // From here on the caller may leave: what Stripe answers now cannot be asked for again.
  const untilDone = new AbortController().signal;
  const tokens = await tokenEndpoint.exchangeCode(app, code, untilDone);
  const { variant, mode } = signIn;
  if (tokens.mode !== mode) throw otherMode(mode);
  const key = { owner, id: grantIdOf({ variant, mode, account: tokens.account, app: signIn.app }) };
  return broker.create({ key, variant, app: signIn.app, tokens }, untilDone);
}

type TakenCode = { readonly signIn: SignIn; readonly app: OAuthApp; readonly code: Secret };

/** The code, for whoever proves to be the one that started: marked as used before anybody can use it. */
async function takeCode({ signIns, findApp }: Completer, { owner, request }: Completing, signal: AbortSignal): Promise<TakenCode> {
  for (;;) {
    const kept = await signIns.find(request.state, signal);
    if (kept === null || kept.signIn.owner !== owner) throw expired();
    const { signIn } = kept;
    const { step, variant, mode } = signIn;
    if (step.kind === "ended") throw alreadyUsed();
    if (step.kind === "asked") throw notAnswered();
    const app = await findApp({ owner, ref: signIn.app, variant, mode }, signal);
    // Only a verdict that is written down counts: many guesses at once are still counted one by one.
    const right = await isProved(kept, request);
    if (!(await signIns.replace(kept, right ? endSignIn(signIn) : afterWrongTry(signIn), signal))) continue;
    if (!right) throw notProved();
    return { signIn, app, code: new Secret(step.code) };
  }
}

async function isProved({ signIn }: KeptSignIn, request: CompleteRequest): Promise<boolean> {
  const { step, challenge } = signIn;
  if (step.kind !== "answered") return false;
  const sameVerifier = sameDigest(await challengeOf(request.verifier), challenge);
  const sameProof =
    "handle" in request
      ? sameDigest(proofDigest.handle(request.state, request.handle), step.handle)
      : sameDigest(proofDigest.typedCode(request.state, readTypedCode(request.typedCode)), step.typedCode);
  return sameVerifier && sameProof;
}

function afterWrongTry(signIn: SignIn): SignIn {
  const { step } = signIn;
  if (step.kind !== "answered" || step.wrongTries + 1 >= mostWrongTries) return endSignIn(signIn);
  return { ...signIn, step: { ...step, wrongTries: step.wrongTries + 1 } };
}

/** Says the same of a sign-in that never was, has expired or is somebody else's. */
function expired(): AppError {
  return new AppError("SIGN_IN_FAILED", "This sign-in has expired.", { hint: "Start it again." });
}

function alreadyUsed(): AppError {
  return new AppError("SIGN_IN_FAILED", "This sign-in was used already, was refused, or had too many wrong codes.", {
    hint: "Start it again.",
  });
}

function notAnswered(): AppError {
  return new AppError("SIGN_IN_FAILED", "Stripe has not answered this sign-in yet.", {
    hint: "Allow the access in Stripe's window first.",
  });
}

function notProved(): AppError {
  return new AppError("SIGN_IN_FAILED", "The code is not the one that the browser shows.", {
    hint: `Type it again; after ${mostWrongTries} wrong tries the sign-in has to be started again.`,
  });
}

function otherMode(mode: SignIn["mode"]): AppError {
  return new AppError("SIGN_IN_FAILED", `Stripe answered for the other mode than ${mode}.`, {
    hint: "Choose the mode of the Stripe account and start again.",
  });
}
