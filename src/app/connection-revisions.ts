import { Secret } from "../base/secret";
import type { DraftSettings } from "./app-api";
import type { SavedConnection } from "./stored-connections";

/** Which connections are no longer what they were. */
export type ConnectionRevisions = {
  /** Another number whenever the connection was saved or removed, here or in another workbook, as far as is known. */
  readonly revisionOf: (name: string) => number;
  readonly renew: (name: string) => void;
  /** Renews what differs from what was seen before. */
  readonly see: (connections: readonly SavedConnection[]) => void;
};

/** Makes {@link ConnectionRevisions}. `onRenew` is told each name. */
export function createConnectionRevisions(onRenew: (name: string) => void): ConnectionRevisions {
  /** By names in lower case. */
  const revisions = new Map<string, number>();
  let seen: readonly SavedConnection[] = [];
  const revisionOf = (name: string) => revisions.get(name.toLowerCase()) ?? 0;

  function renew(name: string): void {
    revisions.set(name.toLowerCase(), revisionOf(name) + 1);
    onRenew(name);
  }

  return {
    revisionOf,
    renew,
    see(connections) {
      const changed = findChanged(seen, connections);
      seen = connections;
      changed.forEach(renew);
    },
  };
}

/** Names of connections that were stored otherwise before, or are gone now; a new one was never used with anything else. */
function findChanged(before: readonly SavedConnection[], now: readonly SavedConnection[]): readonly string[] {
  const byName = new Map(now.map((connection) => [connection.summary.name, connection]));
  return before.map(({ summary }) => summary.name).filter((name, index) => !isSame(before[index], byName.get(name)));
}

function isSame(before: SavedConnection | undefined, now: SavedConnection | undefined): boolean {
  if (before === undefined || now === undefined) return false;
  // JSON shows no secret, so these are compared by themselves.
  return JSON.stringify(before) === JSON.stringify(now) && haveEqualSecrets(before.settings, now.settings);
}

/** Whether all secrets of the one are those of the other. */
export function haveEqualSecrets(before: DraftSettings, now: DraftSettings): boolean {
  const others: Readonly<Record<string, unknown>> = now;
  return Object.entries(before).every(([name, value]) => {
    const other = others[name];
    return !(value instanceof Secret) || (other instanceof Secret && value.equals(other));
  });
}
