import { AppError, type ErrorCode, errorCodes } from "../base/app-error";
import type { HttpReply, HttpRequest, SendHttp } from "../platform/ports";
import { type GatewayRefusal, unknownInstallation } from "./gateway-api";
import type { Identity } from "./identity";
import { type Shape, isText, objectOf, parseShape } from "./json-shape";

/** How to reach a gateway. */
export type GatewayAccess = {
  /** `https://host[:port]`, without a slash at the end. */
  readonly origin: string;
  readonly send: SendHttp;
};

/** A request to the gateway: the path follows its origin; the body is a value to be sent as JSON, or a text. */
export type GatewayRequest = {
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Asks the gateway as somebody. Statuses below 400, and those of `alsoFine`, are answers; all others are thrown. */
export type AskGateway = (request: GatewayRequest, signal: AbortSignal, alsoFine?: readonly number[]) => Promise<HttpReply>;

/**
 * Makes an {@link AskGateway}. An installation that the gateway does not know enrols, once, and asks again.
 * @throws AppError of the gateway's refusal, or `GATEWAY_UNAVAILABLE`.
 */
export function createAskGateway(access: GatewayAccess, identity: Identity): AskGateway {
  async function identified(request: GatewayRequest, signal: AbortSignal): Promise<HttpReply> {
    const Authorization = await identity.authorization(signal);
    return sendToGateway(access, { ...request, headers: { ...request.headers, Authorization } }, signal);
  }

  return async (request, signal, alsoFine = []) => {
    let reply = await identified(request, signal);
    if (identity.enrol && isUnknownInstallation(reply)) {
      await identity.enrol(signal);
      reply = await identified(request, signal);
    }
    if (reply.status < 400 || alsoFine.includes(reply.status)) return reply;
    throw readRefusal(reply);
  };
}

/** Sends without saying who asks. @throws AppError `GATEWAY_UNAVAILABLE` when no answer came. */
export async function sendToGateway(
  { origin, send }: GatewayAccess,
  { method, path, json, text, headers = {} }: GatewayRequest,
  signal: AbortSignal,
): Promise<HttpReply> {
  const body = json === undefined ? text : JSON.stringify(json);
  const content = body === undefined ? {} : { body };
  const type = json === undefined ? {} : { "Content-Type": "application/json" };
  try {
    return await send({ method, url: `${origin}${path}`, headers: { ...type, ...headers }, ...content }, signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw gatewayUnavailable(cause);
  }
}

/** The reply's content. @throws AppError `GATEWAY_UNAVAILABLE` when it is not what a gateway answers. */
export function readReply<T>(reply: HttpReply, shape: Shape<T>): T {
  const content = parseShape(reply.text, shape);
  if (content !== null) return content;
  throw new AppError("GATEWAY_UNAVAILABLE", "The connector's server gave an answer that this version does not understand.", {
    hint: "Close this pane and open it again, so that it loads the server's own version; if it stays, tell whoever runs the server.",
    detail: { status: reply.status },
  });
}

const refusalShape: Shape<GatewayRefusal> = objectOf({ error: objectOf({ code: isText, message: isText }) });

const isUnknownInstallation = (reply: HttpReply): boolean =>
  reply.status === 401 && parseShape(reply.text, refusalShape)?.error.code === unknownInstallation;

/** What the gateway refused, in its own words; those of something in between (a proxy's page) are not shown. */
export function readRefusal(reply: HttpReply): AppError {
  const { status } = reply;
  const error = parseShape(reply.text, refusalShape)?.error;
  const code = errorCodes.find((known) => known === error?.code);
  if (!error || !code) return refusedBy(status);
  const hint = isText(error.hint) ? { hint: shorten(error.hint) } : {};
  return new AppError(code, shorten(error.message), { ...hint, detail: { status } });
}

const shorten = (text: string) => text.slice(0, 500);

/** For answers without a refusal of ours. */
function refusedBy(status: number): AppError {
  const detail = { status };
  const [code, message, hint] = sentences[status] ?? [
    "GATEWAY_UNAVAILABLE" as const,
    "The connector's server could not do that.",
    "Try again in a minute; if it stays, tell whoever runs the server.",
  ];
  return new AppError(code, message, { hint, detail });
}

const sentences: Readonly<Record<number, readonly [code: ErrorCode, message: string, hint: string]>> = {
  401: ["GATEWAY_UNAVAILABLE", "The connector's server does not accept who you say you are.", "Close Excel, open it again and try once more; check the computer's clock."],
  403: ["FORBIDDEN", "The connector's server does not allow that.", "Ask whoever runs it."],
  404: ["NOT_FOUND", "The connector's server does not know that.", "Reload the pane, then look again."],
  413: ["TOO_LARGE", "That is more than the connector's server accepts.", "Remove what you no longer need, then try again."],
  429: ["RATE_LIMITED", "The connector's server was asked too often.", "Wait a minute, then try again."],
};

/** The gateway did not answer. */
export const gatewayUnavailable = (cause: unknown) =>
  new AppError("GATEWAY_UNAVAILABLE", "The connector's server does not answer.", {
    hint: "Check the network and try again in a minute; what you have saved there is not lost.",
    cause,
  });
