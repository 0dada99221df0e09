import type { QueryDefinition } from "./query-definition";
import { element, type XmlElement } from "./xml";

/** A query that was removed, noted so that a copy of the workbook that still has it does not bring it back. */
export type RemovedQuery = {
  readonly id: string;
  /** When, milliseconds since 1970 UTC. */
  readonly at: number;
};

/** So many removals are kept, the last ones. */
export const mostRemoved = 200;

/** Milliseconds that a removal is kept: nobody merges a copy that is older than this. */
export const longestRemoved = 366 * 24 * 3_600_000;

type Definitions = readonly QueryDefinition[];

/** The queries that were not removed, or that a person changed in another copy after that. A run is no change. */
export function notRemoved(definitions: Definitions, removed: readonly RemovedQuery[]): Definitions {
  const times = latestOf(removed);
  return definitions.filter(({ id, changedAt = 0 }) => changedAt > (times.get(id) ?? -1));
}

/** Queries that an edit leaves out, as removed now; what a wrong clock says of their last change does not bring them back. */
export function leftOut(before: Definitions, after: Definitions, now: number): readonly RemovedQuery[] {
  const ids = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !ids.has(id)).map(({ id, changedAt = 0 }) => ({ id, at: Math.max(now, changedAt) }));
}

/** The removals that the workbook goes on to keep, the last one first; of each query one, and none of those that are there. */
export function keptRemoved(removed: readonly RemovedQuery[], present: Definitions, now: number): readonly RemovedQuery[] {
  const times = latestOf(removed);
  for (const { id } of present) times.delete(id);
  const young = [...times].map(([id, at]) => ({ id, at })).filter(({ at }) => at > now - longestRemoved);
  return young.sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1)).slice(0, mostRemoved);
}

const latestOf = (removed: readonly RemovedQuery[]): Map<string, number> =>
  new Map(removed.toSorted((one, other) => one.at - other.at).map(({ id, at }) => [id, at]));

/** A removal as it stands in the workbook. */
export const removedElement = ({ id, at }: RemovedQuery): XmlElement => element("removed", { attributes: { id, at: String(at) } });

/** `null` when it is none, or cannot be read. */
export function toRemoved({ name, attributes }: XmlElement): RemovedQuery | null {
  const { id } = attributes;
  const at = Number(attributes["at"]);
  return name === "removed" && id !== undefined && at >= 0 ? { id, at } : null;
}
