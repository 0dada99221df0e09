import { type AskJoinCode, createIdentity } from "../auth/create-identity";
import type { GatewayConfig } from "../auth/gateway-api";
import { createGatewayClient, type GatewayClient } from "../auth/gateway-client";
import { readGatewayConfig } from "../auth/gateway-config";
import { createGatewaySettingsStore } from "../auth/gateway-settings-store";
import type { Identity } from "../auth/identity";
import type { AcquireAccountToken, Clock, Dialogs, OpenInstallationKey, SendHttp, VersionedStore } from "../platform/ports";
import { openOnce } from "./open-once";

/** What a page needs to deal with the gateway that it came from. */
export type GatewayDeps = {
  /** `https://host[:port]`, without a slash at the end. */
  readonly origin: string;
  readonly dialogs: Dialogs;
  readonly openInstallationKey: OpenInstallationKey;
  readonly acquireAccountToken: AcquireAccountToken;
  readonly askJoinCode: AskJoinCode;
};

/** A gateway that answered. */
export type OpenGateway = {
  readonly config: GatewayConfig;
  readonly client: GatewayClient;
  readonly identity: Identity;
  readonly settings: VersionedStore;
  readonly dialogs: Dialogs;
};

/** The way to the gateway, found at the first need. */
export type GatewayLink = {
  /** `null`: there is none. @throws AppError `GATEWAY_UNAVAILABLE`; the next call tries again. */
  readonly open: (signal: AbortSignal) => Promise<OpenGateway | null>;
  /** Lets the gateway ask the person who they are during a task that the person started. */
  readonly whileAsking: <T>(task: () => Promise<T>) => Promise<T>;
  /** Whether the gateway wanted to know more of the person than could be said without asking. */
  readonly wasUnidentified: () => boolean;
};

/** Makes a {@link GatewayLink}. `deps`: `null` where the page has no gateway for sure. */
export function createGatewayLink(deps: GatewayDeps | null, tools: { readonly send: SendHttp; readonly clock: Clock }): GatewayLink {
  let asking = 0;
  let unidentified = false;

  /** What runs by itself, such as a schedule, asks nobody: it goes on as if the person had left. */
  const askJoinCode: AskJoinCode = async (signal) => {
    const code = asking > 0 && deps ? await deps.askJoinCode(signal) : null;
    unidentified = code === null;
    return code;
  };

  const acquireAccountToken: AcquireAccountToken = async (request, signal) => {
    const token = (await deps?.acquireAccountToken({ ...request, mayAsk: asking > 0 }, signal)) ?? null;
    unidentified = token === null;
    return token;
  };

  const open = openOnce(async (signal): Promise<OpenGateway | null> => {
    if (!deps) return null;
    const access = { origin: deps.origin, send: tools.send };
    const config = await readGatewayConfig(access, signal);
    if (!config) return null;
    const identity = createIdentity({ ...access, ...deps, clock: tools.clock, config: config.identity, askJoinCode, acquireAccountToken });
    return {
      config,
      identity,
      dialogs: deps.dialogs,
      client: createGatewayClient({ ...access, identity }),
      settings: createGatewaySettingsStore({ ...access, identity, name: "connections" }),
    };
  });

  return {
    open,
    async whileAsking(task) {
      asking++;
      try {
        return await task();
      } finally {
        asking--;
      }
    },
    wasUnidentified: () => unidentified,
  };
}
