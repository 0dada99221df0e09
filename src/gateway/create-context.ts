import { randomBytes } from "node:crypto";
import { createOwnApps } from "../auth/create-own-apps";
import { createTokenBroker } from "../auth/create-token-broker";
import { createTokenEndpoint } from "../auth/create-token-endpoint";
import { nodeClock } from "../platform/node/clock";
import { sendByFetch } from "../platform/node/send-http";
import type { Clock, SendHttp, Spool } from "../platform/ports";
import { deploymentFacts } from "./deployment-facts";
import type { GatewayContext, GatewayFacts, Log } from "./gateway-context";
import { createFindApp } from "./oauth/find-app";
import type { OpenStore } from "./open-store";
import type { GatewaySettings } from "./settings/gateway-settings";

export type OpenGatewayOptions = {
  /** The address that people use, without a slash at the end. */
  readonly publicUrl: string;
  readonly log: Log;
  /** Reaches Stripe; by default over the network. */
  readonly send?: SendHttp;
  readonly clock?: Clock;
  readonly dialogPages?: NonNullable<GatewayFacts["dialogPages"]>;
};

type Opened = OpenGatewayOptions & { readonly store: OpenStore; readonly spool: Spool };

/** Puts together what the routes of a deployment, and the errands of its operator, work with. */
export function createContext(settings: GatewaySettings, { store, spool, publicUrl, log, ...options }: Opened): GatewayContext {
  const { send = sendByFetch, clock = nodeClock, dialogPages } = options;
  const { records, sealer } = store;
  const ownApps = createOwnApps(records);
  const facts = { ...deploymentFacts(settings, publicUrl), ...(dialogPages === undefined ? {} : { dialogPages }) };
  const findApp = createFindApp({ facts, ownApps });
  const tokenEndpoint = createTokenEndpoint({ send });
  const broker = createTokenBroker({ records, sealer, spool, tokenEndpoint, findApp, clock, random: Math.random, randomBytes });
  return { facts, records, broker, tokenEndpoint, ownApps, findApp, send, clock, randomBytes, log };
}
