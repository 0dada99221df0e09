import type { FaultKind } from "./faults/faults";

/** What a server was asked so far, whatever it answered. */
export type Traffic = {
  /** Requests to the API, OAuth included; neither preflights nor the control surface. */
  readonly requests: number;
  readonly preflights: number;
  /** Answers by status; a connection that was cut counts as 0. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Faults by kind. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
};

export type TrafficLog = {
  preflight(): void;
  answered(status: number): void;
  failed(kind: FaultKind): void;
  read(): Traffic;
  clear(): void;
};

/** Counts from zero. */
export function createTrafficLog(): TrafficLog {
  let preflights = 0;
  const statuses = new Map<string, number>();
  const faults = new Map<FaultKind, number>();
  return {
    preflight: () => void (preflights += 1),
    answered: (status) => count(statuses, String(status)),
    failed: (kind) => count(faults, kind),
    read: () => ({
      requests: [...statuses.values()].reduce((sum, each) => sum + each, 0),
      preflights,
      statuses: Object.fromEntries(statuses),
      faults: Object.fromEntries(faults),
    }),
    clear() {
      preflights = 0;
      statuses.clear();
      faults.clear();
    },
  };
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
