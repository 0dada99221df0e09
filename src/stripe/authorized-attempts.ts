import type { HttpReply, SendHttp } from "../platform/ports";
import type { ReadContext } from "../table/row-source";
import type { Credential, CredentialSource } from "./credential";
import type { Pace } from "./pacing/pace";
import { type RequestSettings, type StripeRequest, toHttpRequest } from "./request";

/** What tries of a read are sent with. */
export type AttemptOptions = RequestSettings & {
  readonly send: SendHttp;
  readonly credentials: CredentialSource;
  readonly pace: Pace;
};

/** One try: the reply, or what kept it from arriving. */
export type Attempt = () => Promise<HttpReply | Error>;

/**
 * The tries of one read. The credential is asked before every request. A refused one (401) is renewed once in the whole
 * read, and the request sent again with the new one; a second refusal is the answer.
 */
export function authorizedAttempts(options: AttemptOptions, request: StripeRequest, context: ReadContext): Attempt {
  const { send, credentials, pace } = options;
  const { signal } = context;
  let mayRenew = true;

  async function trySend({ secret }: Credential): Promise<HttpReply | Error> {
    signal.throwIfAborted();
    context.onRequest();
    try {
      return await send(toHttpRequest(request, options, secret), signal);
    } catch (failure) {
      if (signal.aborted) throw failure;
      return failure instanceof Error ? failure : new Error(String(failure));
    }
  }

  return async () => {
    await pace(request.endpoint ?? request.path, signal);
    const credential = await credentials.current(signal);
    const outcome = await trySend(credential);
    if (outcome instanceof Error || outcome.status !== 401 || !mayRenew) return outcome;
    mayRenew = false;
    const renewed = await credentials.renew(credential, signal);
    if (renewed === null) return outcome;
    await pace(request.endpoint ?? request.path, signal);
    return await trySend(renewed);
  };
}
