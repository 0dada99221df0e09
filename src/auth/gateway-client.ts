import type { Secret } from "../base/secret";
import type { AdoptRequest, CompleteRequest, GatewayConfig, OwnAppRequest, OwnAppSummary, StartReply, StartRequest } from "./gateway-api";
import { gatewayPaths } from "./gateway-api";
import { readGatewayConfig } from "./gateway-config";
import { type GatewayAccess, createAskGateway, readReply } from "./gateway-request";
import type { GrantSummary } from "./grant";
import type { Identity } from "./identity";
import { type Shape, isNumber, isText, listOf, objectOf, oneOf, orNull } from "./json-shape";
import type { KeptApp } from "./own-apps";

/** Tokens that are handed over to the gateway once. */
export type AdoptedTokens = Omit<AdoptRequest, "accessToken" | "refreshToken"> & {
  readonly accessToken: Secret | null;
  readonly refreshToken: Secret;
};

/**
 * The gateway's interface from outside. Every method but `config` proves who asks.
 * @throws AppError from every method: the gateway's own refusal, or `GATEWAY_UNAVAILABLE`.
 */
export interface GatewayClient {
  readonly origin: string;
  /** `null`: there is no gateway. */
  config(signal: AbortSignal): Promise<GatewayConfig | null>;
  /** Begins a sign-in. */
  start(request: StartRequest, signal: AbortSignal): Promise<StartReply>;
  /** Finishes it. Sent once: a repeat could cost the connection. */
  complete(request: CompleteRequest, signal: AbortSignal): Promise<GrantSummary>;
  grants(signal: AbortSignal): Promise<readonly GrantSummary[]>;
  /** `null`: there is none of this id, or it is somebody else's. */
  grant(id: string, signal: AbortSignal): Promise<GrantSummary | null>;
  adopt(tokens: AdoptedTokens, signal: AbortSignal): Promise<GrantSummary>;
  refresh(id: string, signal: AbortSignal): Promise<GrantSummary>;
  /** Nothing to disconnect is no error. */
  disconnect(id: string, signal: AbortSignal): Promise<void>;
  readonly apps: {
    list(signal: AbortSignal): Promise<readonly OwnAppSummary[]>;
    /** The secret goes in and never comes out. */
    put(app: KeptApp, signal: AbortSignal): Promise<void>;
    remove(clientId: string, signal: AbortSignal): Promise<void>;
  };
}

export type GatewayClientOptions = GatewayAccess & { readonly identity: Identity };

const isGrant: Shape<GrantSummary> = objectOf({
  id: isText,
  state: oneOf("ACTIVE", "REFRESHING", "REAUTH_REQUIRED", "REVOKED"),
  variant: oneOf("apps", "connect"),
  mode: oneOf("test", "live"),
  account: isText,
  generation: isNumber,
  accessExpiresAt: orNull(isNumber),
  reason: orNull(isText),
});
const isStart: Shape<StartReply> = objectOf({ state: isText, dialogUrl: isText, browserUrl: isText, expiresAt: isNumber });
const isApp: Shape<OwnAppSummary> = objectOf({
  clientId: isText,
  variant: oneOf("apps", "connect"),
  mode: oneOf("test", "live"),
  channel: orNull(isText),
});

/** Makes a {@link GatewayClient}. What the gateway answers is checked by shape before it is believed. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const ask = createAskGateway(options, options.identity);

  async function askGrant(path: string, json: unknown, signal: AbortSignal): Promise<GrantSummary> {
    return readReply(await ask({ method: "POST", path, json }, signal), isGrant);
  }

  return {
    origin: options.origin,
    config: (signal) => readGatewayConfig(options, signal),
    async start(request, signal) {
      return readReply(await ask({ method: "POST", path: gatewayPaths.start, json: request }, signal), isStart);
    },
    complete: (request, signal) => askGrant(gatewayPaths.complete, request, signal),
    async grants(signal) {
      return readReply(await ask({ method: "GET", path: gatewayPaths.grants }, signal), listOf(isGrant));
    },
    async grant(id, signal) {
      const reply = await ask({ method: "GET", path: gatewayPaths.grant(id) }, signal, [404]);
      return reply.status === 404 ? null : readReply(reply, isGrant);
    },
    adopt: (tokens, signal) => askGrant(gatewayPaths.grants, toAdoptRequest(tokens), signal),
    refresh: (id, signal) => askGrant(gatewayPaths.refresh(id), {}, signal),
    async disconnect(id, signal) {
      await ask({ method: "DELETE", path: gatewayPaths.grant(id) }, signal, [404]);
    },
    apps: {
      async list(signal) {
        return readReply(await ask({ method: "GET", path: gatewayPaths.apps }, signal), listOf(isApp));
      },
      async put({ clientId, clientSecret, ...app }, signal) {
        const json: OwnAppRequest = { ...app, clientSecret: clientSecret.reveal() };
        await ask({ method: "PUT", path: gatewayPaths.app(clientId), json }, signal);
      },
      async remove(clientId, signal) {
        await ask({ method: "DELETE", path: gatewayPaths.app(clientId) }, signal, [404]);
      },
    },
  };
}

const toAdoptRequest = ({ accessToken, refreshToken, ...rest }: AdoptedTokens): AdoptRequest => ({
  ...rest,
  accessToken: accessToken?.reveal() ?? null,
  refreshToken: refreshToken.reveal(),
});
