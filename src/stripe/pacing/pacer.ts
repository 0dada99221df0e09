import { createAlarm } from "../../platform/alarm";
import type { Clock, HttpReply } from "../../platform/ports";
import type { Limits } from "./limits";
import { hasRoom, nextStart, onReply, onSend, type PaceState, startingPace, withLimits } from "./pace-state";
import { refusedFor } from "./refused-for";
import { createWaitingLines, type Waiting, waitIn } from "./waiting-lines";

/** What one request led to: a reply, or what kept it from arriving. */
export type Outcome = HttpReply | Error;

/** Sends one request when it is its turn. Rejects with the signal's reason when that comes first. */
export type Turn = (send: () => Promise<Outcome>, signal: AbortSignal) => Promise<Outcome>;

/** Keeps all requests to one account within its limits, and slows down when the server has enough. */
export interface Pacer {
  /** A place in the line for one read. Repeats of it keep the place, so that they go before what was asked later. */
  join(endpoint: string): Turn;
  /** Other limits from now on; what was learnt by refusals stays. */
  setLimits(limits: Limits): void;
}

export function createPacer(clock: Clock, limits: Limits): Pacer {
  let state = startingPace(limits);
  let inFlight = 0;
  let places = 0;
  const alarm = createAlarm(clock);
  const lines = createWaitingLines();

  /** Sends what may go, and wakes up again when the next may. */
  function proceed(): void {
    alarm.clear();
    while (hasRoom(state, inFlight, clock.now())) {
      const now = clock.now();
      const next = firstToGo(state, lines.heads(), now);
      if (next === null) return;
      if (next.at > now) return alarm.set(next.at - now, proceed);
      state = onSend(state, next.waiting.endpoint, { since: next.waiting.since, now });
      inFlight++;
      lines.remove(next.waiting);
      next.waiting.go();
    }
  }

  async function turnComes(place: Pick<Waiting, "endpoint" | "place">, signal: AbortSignal): Promise<void> {
    const called = waitIn(lines, { ...place, since: clock.now() }, signal);
    proceed();
    try {
      await called;
    } catch (failure) {
      proceed();
      throw failure;
    }
  }

  async function sendNow(endpoint: string, send: () => Promise<Outcome>): Promise<Outcome> {
    const sentAt = clock.now();
    try {
      const outcome = await send();
      const refused = outcome instanceof Error ? null : refusedFor(outcome);
      state = onReply(state, { endpoint, sentAt, inFlight, refused }, clock.now());
      return outcome;
    } finally {
      inFlight--;
      proceed();
    }
  }

  return {
    join(endpoint) {
      const place = ++places;
      return async (send, signal) => {
        await turnComes({ endpoint, place }, signal);
        return sendNow(endpoint, send);
      };
    },
    setLimits(next) {
      state = withLimits(state, next);
      proceed();
    },
  };
}

/** Of those that may go at the same time, whoever came first; `null` when nobody waits. */
function firstToGo(state: PaceState, heads: readonly Waiting[], now: number): { readonly waiting: Waiting; readonly at: number } | null {
  const candidates = heads.map((waiting) => ({ waiting, at: Math.max(now, nextStart(state, waiting.endpoint, now)) }));
  return candidates.sort((a, b) => a.at - b.at || a.waiting.place - b.waiting.place)[0] ?? null;
}
