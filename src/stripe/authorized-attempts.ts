import type { SendHttp } from "../platform/ports";
import type { ReadContext } from "../table/row-source";
import type { Credential, CredentialSource } from "./credential";
import type { Outcome, Pacer } from "./pacing/pacer";
import { type RequestSettings, type StripeRequest, toHttpRequest } from "./request";

/** What tries of a read are sent with. */
export type AttemptOptions = RequestSettings & {
  readonly send: SendHttp;
  readonly credentials: CredentialSource;
  readonly pacer: Pacer;
  /** Called for every request that is sent, whatever comes of it. */
  readonly countRead?: () => void;
};

/** One try: the reply, or what kept it from arriving. */
export type Attempt = () => Promise<Outcome>;

/**
 * The tries of one read, which keep its place in the line. The credential is asked before every request. A refused one (401)
 * is renewed once in the whole read, and the request sent again with the new one; a second refusal is the answer.
 */
export function authorizedAttempts(options: AttemptOptions, request: StripeRequest, context: ReadContext): Attempt {
  const { send, credentials, pacer, countRead } = options;
  const { signal } = context;
  const turn = pacer.join(request.endpoint ?? request.path);
  let mayRenew = true;

  async function trySend({ secret }: Credential): Promise<Outcome> {
    signal.throwIfAborted();
    context.onRequest();
    countRead?.();
    try {
      return await send(toHttpRequest(request, options, secret), signal);
    } catch (failure) {
      if (signal.aborted) throw failure;
      return failure instanceof Error ? failure : new Error(String(failure));
    }
  }

  async function renewed(refused: Credential): Promise<Credential | null> {
    if (!mayRenew) return null;
    mayRenew = false;
    return credentials.renew(refused, signal);
  }

  return async () => {
    let used: Credential | null = null;
    const outcome = await turn(async () => trySend((used = await credentials.current(signal))), signal);
    if (outcome instanceof Error || outcome.status !== 401 || used === null) return outcome;
    const next = await renewed(used);
    return next === null ? outcome : turn(() => trySend(next), signal);
  };
}
