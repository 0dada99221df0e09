import { AppError } from "../base/app-error";
import { type Store, createStore } from "../base/store";
import type { Clock, DialogEnd, DialogMessage, Dialogs, RandomBytes } from "../platform/ports";
import type { CompleteRequest, DialogReply, StartReply, StartRequest } from "./gateway-api";
import type { GatewayClient } from "./gateway-client";
import type { GrantSummary } from "./grant";
import { type Shape, either, isText, objectOf, oneOf, parseShape } from "./json-shape";
import { challengeOf, createVerifier } from "./pkce";

/**
 * `opening`: the window opens. `waiting`: the person is at Stripe. `codeWanted`: the window is gone without a word, so the
 * person either closed it or reads a code on its last page. `completing`: tokens are being fetched.
 */
export type SignInPhase = "opening" | "waiting" | "codeWanted" | "completing";

/** A sign-in under way. */
export type DialogSignIn = {
  readonly phase: Store<SignInPhase>;
  /** The code of the callback page, as typed. @throws AppError `SIGN_IN_FAILED` when it is wrong; may be tried again. */
  enterCode(code: string, signal: AbortSignal): Promise<void>;
  /** The finished sign-in. @throws AppError `SIGN_IN_FAILED`, `CANCELLED`, or why the gateway cannot do it. */
  readonly grant: Promise<GrantSummary>;
};

export type DialogSignInTools = {
  readonly client: Pick<GatewayClient, "origin" | "start" | "complete">;
  readonly dialogs: Dialogs;
  readonly randomBytes: RandomBytes;
  readonly clock: Clock;
};

/** A started sign-in and the secret that binds its end to this pane. */
type Started = Pick<StartReply, "state" | "expiresAt"> & { readonly verifier: string };

/** A sign-in that waits for a typed code. */
type Waiting = { readonly started: Started; readonly finish: (grant: GrantSummary) => void; readonly giveUp: (failure: AppError) => void };

const isReply: Shape<DialogReply> = either(
  objectOf({ kind: oneOf("stripe-oauth"), state: isText, handle: isText }),
  objectOf({ kind: oneOf("stripe-oauth"), state: isText, error: oneOf("access_denied", "failed") }),
);

/**
 * Signs in to Stripe in a dialog. The verifier stays in here, so what the dialog says or the person types is worth nothing
 * in another pane. Aborting closes the dialog and ends with `CANCELLED`.
 */
export function dialogSignIn(request: Omit<StartRequest, "challenge">, tools: DialogSignInTools, signal: AbortSignal): DialogSignIn {
  const { client, dialogs, clock } = tools;
  const phase = createStore<SignInPhase>("opening");
  let waiting: Waiting | null = null;

  async function complete(request: CompleteRequest, until: AbortSignal): Promise<GrantSummary> {
    phase.set("completing");
    return client.complete(request, until);
  }

  async function start(): Promise<Started & { readonly dialogUrl: string }> {
    const verifier = createVerifier(tools.randomBytes);
    const reply = await client.start({ ...request, challenge: await challengeOf(verifier) }, signal);
    return { ...reply, verifier };
  }

  /** Waits for a typed code as long as the gateway does. A code that was sent in time may be answered later. */
  async function awaitCode(started: Started): Promise<GrantSummary> {
    const typed = new Promise<GrantSummary>((finish, giveUp) => (waiting = { started, finish, giveUp }));
    const expired = clock.sleep(Math.max(0, started.expiresAt - clock.now()), signal).then(() => {
      if (phase.get() === "completing") return typed;
      throw tooLate();
    });
    phase.set("codeWanted");
    return Promise.race([typed, expired]).finally(() => (waiting = null));
  }

  async function enterCode({ started, finish, giveUp }: Waiting, typedCode: string, until: AbortSignal): Promise<void> {
    try {
      finish(await complete({ state: started.state, verifier: started.verifier, typedCode }, until));
    } catch (failure) {
      if (clock.now() >= started.expiresAt) giveUp(tooLate());
      else phase.set("codeWanted");
      throw AppError.from(failure);
    }
  }

  async function run(): Promise<GrantSummary> {
    const { dialogUrl, ...started } = await start();
    phase.set("waiting");
    const end: DialogEnd = await dialogs.open(dialogUrl, signal);
    if (end.kind === "closed") return awaitCode(started);
    return complete({ ...toCompletion(end.message, { origin: client.origin, state: started.state }), verifier: started.verifier }, signal);
  }

  const grant = run().catch((failure: unknown): never => {
    throw signal.aborted ? cancelled(failure) : AppError.from(failure);
  });
  return {
    phase,
    grant,
    async enterCode(code, until) {
      if (!waiting || phase.get() !== "codeWanted") throw tooLate();
      await enterCode(waiting, readCode(code), until);
    },
  };
}

/** What the callback page said, if it was that page: its origin where the host tells it, and the state that only it and we know. */
function toCompletion({ text, origin }: DialogMessage, expected: { origin: string; state: string }): { state: string; handle: string } {
  const reply = parseShape(text, isReply);
  if (!reply || reply.state !== expected.state || (origin !== null && origin !== expected.origin)) throw forged();
  if ("error" in reply) throw reply.error === "access_denied" ? denied() : unfinished();
  return { state: reply.state, handle: reply.handle };
}

/** People type codes in small letters, with blanks or hyphens; the gateway shows them in capitals without. */
function readCode(code: string): string {
  const read = code.toUpperCase().replace(/[\s-]/g, "");
  if (read !== "") return read;
  throw new AppError("SIGN_IN_FAILED", "There is no code.", { hint: "Type the code that the last page of the sign-in shows." });
}

const again = "Sign in again.";

const forged = () =>
  new AppError("SIGN_IN_FAILED", "The sign-in window was answered by a page that is not the connector's.", {
    hint: "Nothing was connected. Close all other windows of the sign-in, then sign in again.",
  });
const denied = () => new AppError("SIGN_IN_FAILED", "Stripe was told not to allow the connection.", { hint: "Sign in again and choose to allow it." });
const unfinished = () => new AppError("SIGN_IN_FAILED", "Stripe did not finish the sign-in.", { hint: again });
const tooLate = () => new AppError("SIGN_IN_FAILED", "This sign-in is over.", { hint: again });
const cancelled = (cause: unknown) => new AppError("CANCELLED", "The sign-in was cancelled.", { cause });
