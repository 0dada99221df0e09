import { nodeClock } from "../platform/node/clock";
import { createFileSpool } from "../platform/node/file-spool";
import { openRateLimiters } from "../platform/node/rate-limiter";
import { gatewayTasks, startBackground } from "./background";
import { createContext, type OpenGatewayOptions } from "./create-context";
import { createGateway } from "./create-gateway";
import type { GatewayContext, GatewayRoutes } from "./gateway-context";
import { createAccountVerifier } from "./identity/account-token";
import { openStore } from "./open-store";
import type { GatewaySettings } from "./settings/gateway-settings";

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
