import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { CellChanges, Clock } from "../platform/ports";
import type { QueryState } from "./app-api";
import type { Elected } from "./elect-runner";
import type { QueryList } from "./query-list";
import { standingOf } from "./schedule-standing";

/** When the cell of each query last changed, by the query's id, milliseconds since 1970 UTC. */
export type CellTimes = Pick<Store<ReadonlyMap<string, number>>, "get" | "subscribe">;

export type WatchCellsNeed = {
  readonly clock: Pick<Clock, "now">;
  readonly queries: Pick<QueryList, "list" | "mark">;
  readonly installation: string | null;
  readonly elected: Elected;
  /** Called when the first cell is to be watched. */
  readonly openCellChanges: () => Promise<CellChanges>;
};

/** Watches the cells that schedules of this installation follow, in the page that has the turn, until the signal fires. */
export function watchCells(need: WatchCellsNeed, signal: AbortSignal): CellTimes {
  const { clock, queries, installation, elected } = need;
  const times = createStore<ReadonlyMap<string, number>>(new Map());
  let watched = cellsOf([]);
  let watching = new AbortController();

  /** Queries that follow a cell from here. */
  const followers = (): readonly QueryState[] =>
    elected.get() ? queries.list.get().filter(({ definition }) => standingOf(definition, { installation, now: clock.now() }) === "here") : [];

  const idsOf = (cell: string): readonly string[] =>
    followers().filter(({ definition }) => definition.schedule.onChange === cell).map(({ definition }) => definition.id);

  const changed = (cell: string): void => times.set(new Map([...times.get(), ...idsOf(cell).map((id) => [id, clock.now()] as const)]));

  /** The schedules cannot follow their cells; their queries say why. */
  const failed = (error: AppError): void => {
    for (const id of watched.flatMap(idsOf)) queries.mark(id, { error });
  };

  async function listen(cells: readonly string[], until: AbortSignal): Promise<void> {
    try {
      const changes = await need.openCellChanges();
      await changes.watch({ cells, changed, failed }, until);
    } catch (failure) {
      if (!until.aborted) failed(AppError.from(failure));
    }
  }

  function follow(): void {
    const cells = cellsOf(followers());
    if (cells.join("\n") === watched.join("\n")) return;
    watched = cells;
    watching.abort();
    watching = new AbortController();
    if (cells.length > 0) void listen(cells, AbortSignal.any([signal, watching.signal]));
  }

  const leaves = [queries.list.subscribe(follow), elected.subscribe(follow)];
  signal.addEventListener("abort", () => leaves.forEach((leave) => leave()), { once: true });
  follow();
  return times;
}

const cellsOf = (states: readonly QueryState[]): readonly string[] =>
  [...new Set(states.flatMap(({ definition }) => definition.schedule.onChange ?? []))].sort();
