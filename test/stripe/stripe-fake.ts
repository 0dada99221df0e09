import { Secret } from "../../src/base/secret";
import type { HttpReply, HttpRequest, SendHttp } from "../../src/platform/ports";
import { stripeApiVersion } from "../../src/stripe/api-version";
import { createStripeClient, type StripeClient } from "../../src/stripe/client";
import { type CredentialSource, fixedCredential } from "../../src/stripe/credential";
import { type Limits, untoldLimits } from "../../src/stripe/pacing/limits";
import { createPacer } from "../../src/stripe/pacing/pacer";
import type { ReadContext } from "../../src/table/row-source";
import { createFakeClock, type FakeClock } from "../fakes/fake-clock";

/** A reply with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): HttpReply {
  return { status, headers, text: JSON.stringify(body) };
}

/** An error reply in Stripe's form. */
export function refusal(status: number, error: Record<string, string>, headers: Record<string, string> = {}): HttpReply {
  return json({ error: { type: "invalid_request_error", ...error } }, status, headers);
}

/** A client over a scripted server: `answer` gives the reply to each request, or throws as a broken network does. */
export function clientOver(
  answer: (request: HttpRequest, number: number) => HttpReply,
  credentials: CredentialSource = fixedCredential(new Secret("rk_test_123")),
  limits: Limits = untoldLimits,
): {
  readonly client: StripeClient;
  readonly clock: FakeClock;
  readonly sent: readonly HttpRequest[];
} {
  const sent: HttpRequest[] = [];
  const send: SendHttp = (request) => {
    sent.push(request);
    return new Promise((resolve) => resolve(answer(request, sent.length)));
  };
  const clock = createFakeClock();
  const client = createStripeClient({
    send,
    clock,
    random: () => 0,
    credentials,
    apiBase: "https://stripe.example",
    apiVersion: stripeApiVersion,
    accountId: null,
    pacer: createPacer(clock, limits),
  });
  return { client, clock, sent };
}

/** A context that counts requests. */
export function reading(signal: AbortSignal = new AbortController().signal): ReadContext & { readonly count: () => number } {
  let requests = 0;
  return { signal, onRequest: () => void requests++, count: () => requests };
}
