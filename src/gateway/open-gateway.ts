import { randomBytes } from "node:crypto";
import { createOwnApps } from "../auth/create-own-apps";
import { createTokenBroker } from "../auth/create-token-broker";
import { createTokenEndpoint } from "../auth/create-token-endpoint";
import { nodeClock } from "../platform/node/clock";
import { createFileSpool } from "../platform/node/file-spool";
import { openRateLimiters } from "../platform/node/rate-limiter";
import { sendByFetch } from "../platform/node/send-http";
import type { Clock, SendHttp, Spool } from "../platform/ports";
import { gatewayTasks, startBackground } from "./background";
import { createGateway } from "./create-gateway";
import { deploymentFacts } from "./deployment-facts";
import type { GatewayContext, GatewayFacts, GatewayRoutes, Log } from "./gateway-context";
import { createAccountVerifier } from "./identity/account-token";
import { openStore, type OpenStore } from "./open-store";
import { createFindApp } from "./oauth/find-app";
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

/** A gateway that works but listens nowhere yet. */
export type OpenGateway = {
  readonly routes: GatewayRoutes;
  /** From now on `/readyz` says no, so that load balancers send no more. */
  readonly drain: () => void;
  /** Ends what runs beside requests and closes the database. Call it when no request is under way. */
  readonly close: () => Promise<void>;
};

/** A refresh that nobody waits for any more still writes its answer down. */
const refreshGraceMs = 20_000;

/** Opens what a gateway needs and begins its background work. @throws AppError `STORAGE_UNAVAILABLE`, `BAD_SETTING`. */
export async function openGateway(settings: GatewaySettings, options: OpenGatewayOptions): Promise<OpenGateway> {
  const { log, clock = nodeClock } = options;
  const store = await openStore(settings, log);
  const limiters = openRateLimiters(settings.database);
  const spool = createFileSpool(settings.spoolFolder);
  const context = createContext(settings, { ...options, store, spool });
  let draining = false;
  const routes = createGateway(context, {
    addInFolder: settings.addInFolder,
    connectTo: settings.testRoots === null ? [] : [settings.testRoots.api],
    account: settings.entra === null ? null : { entra: settings.entra, verify: createAccountVerifier(settings.entra) },
    readiness: { checkStore: store.records.check, spool, isDraining: () => draining },
    limits: {
      byPerson: limiters.limit("person", settings.requestsPerMinute),
      byAddress: limiters.limit("address", settings.signInsPerMinute),
    },
    trustedProxies: settings.trustedProxies,
  });
  await replaySpool(context);
  const background = startBackground(gatewayTasks(context), { clock, log });
  return {
    routes,
    drain: () => void (draining = true),
    async close() {
      await background.stop();
      await refreshesEnded(context);
      await Promise.all([store.records.close(), limiters.close()]);
    },
  };
}

/**
 * What cannot be read now (its key is missing) must not keep everybody else from their work: it stays in the spool, `/readyz`
 * says no, and it is tried again every minute.
 */
async function replaySpool({ broker, log }: GatewayContext): Promise<void> {
  try {
    await broker.replaySpool(new AbortController().signal);
  } catch (error) {
    log("error", "spool not replayed at the start", { error });
  }
}

async function refreshesEnded({ broker, clock }: GatewayContext): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([broker.idle(), clock.sleep(refreshGraceMs, waiting.signal)]);
  waiting.abort();
}

type Opened = OpenGatewayOptions & { readonly store: OpenStore; readonly spool: Spool };

function createContext(settings: GatewaySettings, { store, spool, publicUrl, log, ...options }: Opened): GatewayContext {
  const { send = sendByFetch, clock = nodeClock, dialogPages } = options;
  const { records, sealer } = store;
  const ownApps = createOwnApps(records);
  const facts = { ...deploymentFacts(settings, publicUrl), ...(dialogPages === undefined ? {} : { dialogPages }) };
  const findApp = createFindApp({ facts, ownApps });
  const tokenEndpoint = createTokenEndpoint({ send });
  const broker = createTokenBroker({ records, sealer, spool, tokenEndpoint, findApp, clock, random: Math.random, randomBytes });
  return { facts, records, broker, tokenEndpoint, ownApps, findApp, send, clock, randomBytes, log };
}
