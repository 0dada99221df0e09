import type { ChangeEvent } from "./change-event";

/** What events say of one row. */
export type ChangedKey = {
  readonly key: string;
  /** Everything that was listed about the row, what is settled too. */
  readonly events: readonly ChangeEvent[];
  readonly deleted: boolean;
};

/** Which events are dealt with already, and which end a row. */
export type Settling = { readonly settled: ReadonlySet<string>; readonly deletions: ReadonlySet<string> };

/**
 * The rows of which an event tells news. A deletion counts wherever it stands among the row's events: events of one second
 * have no order, some are seen late, and an id never comes back.
 */
export function changedKeys(events: readonly ChangeEvent[], { settled, deletions }: Settling): readonly ChangedKey[] {
  const byKey = new Map<string, ChangeEvent[]>();
  for (const event of events) {
    if (event.key === null) continue;
    const known = byKey.get(event.key);
    if (known === undefined) byKey.set(event.key, [event]);
    else known.push(event);
  }
  return [...byKey]
    .filter(([, about]) => about.some(({ id }) => !settled.has(id)))
    .map(([key, about]) => ({ key, events: about, deleted: about.some(({ type }) => deletions.has(type)) }));
}
