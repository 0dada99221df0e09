import type { TokenBroker } from "../auth/grant";
import type { Clock, RecordStore } from "../platform/ports";
import type { Log } from "./gateway-context";

/** `run` resolves to how much there was to do; nothing to do is not logged. */
type BackgroundTask = { readonly event: string; readonly everyMs: number; readonly run: (signal: AbortSignal) => Promise<number | void> };

/** Work that nobody asks for. `stop` resolves when what was under way has ended. */
export type Background = { readonly stop: () => Promise<void> };

const minuteMs = 60_000;
const purgedAtOnce = 500;
/** Records of these collections are of no use once they are due. */
const expiring = ["sign-in", "join-codes"] as const;

/** Runs each task again and again, its pause after each end; a failure is logged and tried again at the next turn. */
export function startBackground(tasks: readonly BackgroundTask[], { clock, log }: { readonly clock: Clock; readonly log: Log }): Background {
  const stopping = new AbortController();
  const { signal } = stopping;
  const repeat = async ({ event, everyMs, run }: BackgroundTask): Promise<void> => {
    while (await slept(clock, everyMs, signal)) {
      try {
        const done = await run(signal);
        if (typeof done === "number" && done > 0) log("info", event, { done });
      } catch (error) {
        if (!signal.aborted) log("error", `${event} failed`, { error });
      }
    }
  };
  const ended = Promise.all(tasks.map(repeat));
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** What every gateway does beside its requests. */
export function gatewayTasks({ broker, records, clock }: { readonly broker: TokenBroker; readonly records: RecordStore; readonly clock: Clock }): readonly BackgroundTask[] {
  return [
    { event: "spool replayed", everyMs: minuteMs, run: (signal) => broker.replaySpool(signal) },
    { event: "grants kept alive", everyMs: 60 * minuteMs, run: (signal) => broker.keepAlive(signal) },
    { event: "expired records purged", everyMs: 10 * minuteMs, run: (signal) => purgeExpired(records, clock, signal) },
  ];
}

async function purgeExpired(records: RecordStore, clock: Clock, signal: AbortSignal): Promise<number> {
  const expired = await Promise.all(
    expiring.map((collection) => records.due({ collection, before: clock.now(), limit: purgedAtOnce }, signal)),
  );
  for (const key of expired.flat()) await records.remove(key, signal);
  return expired.flat().length;
}

/** False when it was woken to stop. */
async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (failure) {
    if (signal.aborted) return false;
    throw failure;
  }
}
