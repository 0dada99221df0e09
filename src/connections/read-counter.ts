import { createStore, type Store } from "../base/store";
import { createAlarm } from "../platform/alarm";
import type { Clock, VersionedStore } from "../platform/ports";
import { dayOf, mergeCounts, parseReadCounts, type ReadCount, readCountOf, type ReadCounts, recentCounts } from "./read-counts";

/** Counts what accounts read, so that people see how much of Stripe's allocation is used up. */
export interface ReadCounter {
  /** Notes one read that was sent. */
  count(account: string): void;
  /** What the account read lately, here and in other pages that keep their counts in the same place. */
  readsOf(account: string): Pick<Store<ReadCount>, "get" | "subscribe">;
  /** Writes what is not written yet. Never fails: counts that cannot be kept last as long as the program. */
  flush(signal: AbortSignal): Promise<void>;
}

export type ReadCounterNeed = {
  readonly clock: Clock;
  /** Where counts are kept. Asked at the first use; when it rejects, they are in memory only. */
  readonly openStore: (signal: AbortSignal) => Promise<VersionedStore>;
};

/** Writing is put off this long, so that a thousand reads are one write. */
const batchMs = 5_000;

export function createReadCounter({ clock, openStore }: ReadCounterNeed): ReadCounter {
  const lasting = new AbortController().signal;
  const alarm = createAlarm(clock);
  const shown = new Map<string, Store<ReadCount>>();
  let stored: ReadCounts = {};
  let batch: ReadCounts = {};
  let unwritten: ReadCounts = {};
  let opening: Promise<VersionedStore | null> | null = null;
  /** Looking at the place and writing to it take turns, so that an old look does not hide what was written meanwhile. */
  let turn: Promise<void> = Promise.resolve();

  const countOf = (account: string) => readCountOf(mergeCounts(mergeCounts(stored, batch), unwritten), account, clock.now());
  const show = () => shown.forEach((store, account) => store.set(countOf(account)));
  const inTurn = (act: () => Promise<void>) => (turn = turn.then(() => tryTo(act)));
  const open = () => (opening ??= openStore(lasting).catch(() => null));

  async function read(): Promise<void> {
    const kept = await (await open())?.load(lasting);
    stored = parseReadCounts(kept?.text ?? "");
    show();
  }

  async function write(signal: AbortSignal): Promise<void> {
    const store = await open();
    if (store === null) return;
    [batch, unwritten] = [unwritten, {}];
    try {
      stored = await addTo(store, batch, { now: clock.now(), signal });
    } catch (failure) {
      unwritten = mergeCounts(batch, unwritten);
      throw failure;
    } finally {
      batch = {};
    }
    show();
  }

  function flush(signal: AbortSignal): Promise<void> {
    alarm.clear();
    return inTurn(() => write(signal));
  }

  return {
    flush,
    count(account) {
      unwritten = mergeCounts(unwritten, { [account]: { [dayOf(clock.now())]: 1 } });
      show();
      if (!alarm.isSet()) alarm.set(batchMs, () => void flush(lasting));
    },
    readsOf(account) {
      const known = shown.get(account);
      if (known) return known;
      const store = createStore(countOf(account));
      shown.set(account, store);
      void inTurn(read);
      return store;
    },
  };
}

/** A store that fails now may do later; until then nothing is lost but what the program's end takes away. */
function tryTo(act: () => Promise<void>): Promise<void> {
  return act().catch(() => undefined);
}

type Moment = { readonly now: number; readonly signal: AbortSignal };

/** Adds to what is stored by now, so that no page overwrites another one's counts. */
async function addTo(store: VersionedStore, counts: ReadCounts, { now, signal }: Moment): Promise<ReadCounts> {
  for (;;) {
    const kept = await store.load(signal);
    const before = parseReadCounts(kept?.text ?? "");
    if (Object.keys(counts).length === 0) return before;
    const next = recentCounts(mergeCounts(before, counts), now);
    if ((await store.save(JSON.stringify(next), kept?.etag ?? null, signal)) !== "conflict") return next;
  }
}
