import type { HttpReply, HttpRequest, SendHttp } from "../../src/platform/ports";

/** A gateway whose answers a test writes down. */
export type ScriptedSend = SendHttp & { readonly requests: HttpRequest[] };

/** Answers each request by `answer`, which gets method and path; `null` stands for no answer at all. */
export function scriptedSend(answer: (call: string, request: HttpRequest) => Partial<HttpReply> | null): ScriptedSend {
  const requests: HttpRequest[] = [];
  const send: SendHttp = (request, signal) => {
    signal.throwIfAborted();
    requests.push(request);
    const reply = answer(`${request.method} ${new URL(request.url).pathname}`, request);
    if (reply === null) return Promise.reject(new TypeError("network"));
    return Promise.resolve({ status: 200, headers: {}, text: "", ...reply });
  };
  return Object.assign(send, { requests });
}

/** A reply with JSON. */
export const json = (value: unknown, status = 200): Partial<HttpReply> => ({ status, text: JSON.stringify(value) });

/** A refusal as the gateway words it. */
export const refusal = (status: number, code: string, message = "No."): Partial<HttpReply> => json({ error: { code, message, hint: "Do." } }, status);
