import type { Clock } from "../../platform/ports";

/** Requests a second that an account and each of its endpoints take. */
export type Rates = { readonly perAccount: number; readonly perEndpoint: number };

/**
 * When the next request may go, and when the one after it could at the earliest (milliseconds). `earliest` is what the last call
 * gave, 0 at the start. Lets a tenth of a second's requests through at once, then one an interval.
 */
export function nextSlot(earliest: number, rate: number, now: number): { readonly goAt: number; readonly earliest: number } {
  const interval = 1000 / rate;
  const burst = Math.max(1, Math.floor(rate / 10));
  const due = Math.max(earliest, now);
  return { goAt: Math.max(now, due - (burst - 1) * interval), earliest: due + interval };
}

/** Resolves when a request to an endpoint may go; rejects with the signal's reason. */
export type Pace = (endpoint: string, signal: AbortSignal) => Promise<void>;

/** Keeps the requests of one connection below the rates, in the order in which they ask. */
export function createPace(clock: Clock, rates: Rates): Pace {
  const earliest = new Map<string, number>();
  const reserve = (name: string, rate: number): number => {
    const slot = nextSlot(earliest.get(name) ?? 0, rate, clock.now());
    earliest.set(name, slot.earliest);
    return slot.goAt;
  };
  return async (endpoint, signal) => {
    const goAt = Math.max(reserve("", rates.perAccount), reserve(endpoint, rates.perEndpoint));
    const wait = goAt - clock.now();
    if (wait > 0) await clock.sleep(wait, signal);
  };
}
