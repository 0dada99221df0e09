import { type LastRun, mostHistory, type QueryDefinition } from "./query-definition";

type Definitions = readonly QueryDefinition[];

/**
 * The queries of several copies of a workbook as one list. Of a query that is in more than one, what a person chose is taken from the
 * copy that was changed last, and the table, its last run and the pause from the copy that ran last; all runs are kept.
 * The order of the copies does not matter but for the order of the list.
 */
export function mergeDefinitions(copies: readonly Definitions[]): Definitions {
  const all = copies.flat();
  const ids = [...new Set(all.map(({ id }) => id))];
  return ids.map((id) => mergeCopies(all.filter((one) => one.id === id)));
}

const changedAt = ({ changedAt: at = 0 }: QueryDefinition): number => at;
const ranAt = ({ lastRun }: QueryDefinition): number => lastRun?.at ?? 0;
const touchedAt = (definition: QueryDefinition): number => Math.max(changedAt(definition), ranAt(definition));

/** The copy that counts for what a run notes, and for pauses, which runs and people end; for all else a person's last change counts. */
const stamps: Partial<Readonly<Record<keyof QueryDefinition, typeof ranAt>>> = {
  tableId: ranAt,
  tableName: ranAt,
  columns: ranAt,
  paused: touchedAt,
  pausedUntil: touchedAt,
};

/** Copies of one query. */
function mergeCopies(copies: Definitions): QueryDefinition {
  const [only, ...others] = copies;
  if (only && others.length === 0) return only;
  const names = copies.flatMap((copy) => Object.keys(copy)) as (keyof QueryDefinition)[];
  const values = names.map((name) => [name, latest(copies, stamps[name] ?? changedAt)?.[name]] as const);
  const known = Object.fromEntries(values.filter(([name, value]) => value !== undefined && name !== "history"));
  const [lastRun = null, ...before] = mergeRuns(copies.flatMap(runsOf));
  const history = before.slice(0, mostHistory);
  return { ...(known as QueryDefinition), lastRun, ...(history.length === 0 ? {} : { history }) };
}

/** The copy with the latest stamp; by its text where some are equal, so that all who merge agree. */
function latest(copies: Definitions, stampOf: (definition: QueryDefinition) => number): QueryDefinition | undefined {
  const most = Math.max(...copies.map(stampOf));
  return copies.filter((copy) => stampOf(copy) === most).toSorted((a, b) => (textOf(a) < textOf(b) ? 1 : -1))[0];
}

const textOf = (value: object): string => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

const runsOf = ({ lastRun, history = [] }: QueryDefinition): readonly LastRun[] => (lastRun === null ? [] : [lastRun, ...history]);

/** Newest first, each once. */
function mergeRuns(runs: readonly LastRun[]): readonly LastRun[] {
  const each = new Map(runs.map((run) => [textOf(run), run]));
  return [...each.entries()].sort(([a, one], [b, other]) => other.at - one.at || (a < b ? 1 : -1)).map(([, run]) => run);
}
