import type { Clock, Spool } from "../../platform/ports";
import type { GatewayRoutes } from "../gateway-context";
import { AppError } from "../../base/app-error";
import type { GatewayContext } from "../gateway-context";

export type Readiness = {
  /** Writes to and reads from the database, with the keys. @throws when that fails. */
  readonly checkStore: (signal: AbortSignal) => Promise<void>;
  readonly spool: Spool;
  readonly clock: Clock;
  /** True once the gateway has been told to stop. */
  readonly isDraining: () => boolean;
  readonly log: GatewayContext["log"];
};

/** What `/readyz` answers: every line must be true. */
export type ReadinessReport = { readonly database: boolean; readonly spool: boolean; readonly serving: boolean };

/** A text stays in the spool for some ms of every refresh; one that stays longer waits for somebody. */
const spoolPatienceMs = 250;
/** Anybody may ask, so the database is asked once a second at most. */
const reusedMs = 1000;

/** Adds `/healthz` (the process runs) and `/readyz` (it can do its work; 503 when not). */
export function mountHealth(routes: GatewayRoutes, readiness: Readiness): void {
  const look = lookOnceInAWhile(readiness);
  routes.get("/healthz", (context) => context.json({ status: "ok" }));
  routes.get("/readyz", async (context) => {
    const report = { ...(await look()), serving: !readiness.isDraining() };
    const ready = Object.values(report).every(Boolean);
    return context.json(report, ready ? 200 : 503, { "cache-control": "no-store" });
  });
}

type Look = Omit<ReadinessReport, "serving">;

function lookOnceInAWhile(readiness: Readiness): () => Promise<Look> {
  let last: { readonly at: number; readonly look: Promise<Look> } | null = null;
  return () => {
    const now = readiness.clock.now();
    if (last === null || now < last.at || now - last.at >= reusedMs) last = { at: now, look: takeLook(readiness) };
    return last.look;
  };
}

async function takeLook({ checkStore, spool, clock, log }: Readiness): Promise<Look> {
  const { signal } = new AbortController();
  const passes = async (event: string, check: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await check();
    } catch (thrown) {
      log("error", event, { error: AppError.from(thrown) });
      return false;
    }
  };
  const [database, emptied] = await Promise.all([
    passes("database not ready", () => checkStore(signal).then(() => true)),
    passes("spool not ready", async () => {
      const before = await spool.names(signal);
      if (before.length === 0) return true;
      await clock.sleep(spoolPatienceMs, signal);
      const after = new Set(await spool.names(signal));
      return !before.some((name) => after.has(name));
    }),
  ]);
  return { database, spool: emptied };
}
