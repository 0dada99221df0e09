import { readCallback } from "../../auth/read-callback";
import type { Clock, RandomBytes } from "../../platform/ports";
import { digestOf } from "./digest";
import type { KeptSignIn, SignIn, SignIns } from "./sign-ins";
import { createTypedCode } from "./typed-code";

/** What came of a visit of the callback. `foreign`: no sign-in of ours waits for it, so nothing was done. */
export type CallbackOutcome =
  | { readonly kind: "answered"; readonly state: string; readonly handle: string; readonly typedCode: string }
  | { readonly kind: "denied" | "failed"; readonly state: string }
  | { readonly kind: "foreign" };

/** Stripe's codes live five minutes; one minute is left for the exchange. */
const fourMinutes = 4 * 60_000;

const foreign: CallbackOutcome = { kind: "foreign" };

type Receiver = { readonly signIns: SignIns; readonly clock: Clock; readonly randomBytes: RandomBytes };

/**
 * Keeps the code that Stripe sent for the sign-in of its state. Nothing is exchanged here: whoever holds this browser need
 * not be who started.
 * @throws AppError `SIGN_IN_FAILED` for parameters that Stripe never sends.
 */
export async function receiveCallback(receiver: Receiver, parameters: URLSearchParams, signal: AbortSignal): Promise<CallbackOutcome> {
  const { signIns } = receiver;
  const callback = readCallback(parameters);
  const { state } = callback;
  if (state === null) return foreign;
  const kept = await signIns.find(state, signal);
  if (kept?.signIn.step.kind !== "asked") return foreign;
  if (callback.kind === "code") return holdCode(receiver, { kept, state, code: callback.code.reveal() }, signal);
  const replaced = await signIns.replace(kept, endSignIn(kept.signIn), signal);
  return replaced ? { kind: callback.kind, state } : foreign;
}

/** The sign-in as one that cannot be finished any more; its code, if there is one, is gone. */
export function endSignIn(signIn: SignIn): SignIn {
  return { ...signIn, step: { kind: "ended" } };
}

/** Digests of what proves a person's way from the callback page to the pane; the state makes them useless for guessing. */
export const proofDigest = {
  handle: (state: string, handle: string) => digestOf("handle", state, handle),
  typedCode: (state: string, typedCode: string) => digestOf("typed code", state, typedCode),
} as const;

type Held = { readonly kept: KeptSignIn; readonly state: string; readonly code: string };

async function holdCode({ signIns, clock, randomBytes }: Receiver, { kept, state, code }: Held, signal: AbortSignal): Promise<CallbackOutcome> {
  const handle = Buffer.from(randomBytes(32)).toString("base64url");
  const typedCode = createTypedCode(randomBytes);
  const held: SignIn = {
    ...kept.signIn,
    expiresAt: clock.now() + fourMinutes,
    step: {
      kind: "answered",
      code,
      handle: proofDigest.handle(state, handle),
      typedCode: proofDigest.typedCode(state, typedCode),
      wrongTries: 0,
    },
  };
  return (await signIns.replace(kept, held, signal)) ? { kind: "answered", state, handle, typedCode } : foreign;
}
