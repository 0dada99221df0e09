import { AppError } from "../base/app-error";
import { createStore, type Store } from "../base/store";
import type { CellChanges, Clock, FollowedCell } from "../platform/ports";
import type { QueryState } from "./app-api";
import { cellPlaced } from "./definition-edits";
import type { Elected } from "./elect-runner";
import { keepTrying } from "./keep-trying";
import type { QueryList } from "./query-list";
import { followedCell, isSameCell } from "./schedule";
import { standingOf } from "./schedule-standing";

/** When the cell of each query last changed, by the query's id, milliseconds since 1970 UTC. */
export type CellTimes = Pick<Store<ReadonlyMap<string, number>>, "get" | "subscribe">;

export type WatchCellsNeed = {
  readonly clock: Clock;
  readonly queries: Pick<QueryList, "list" | "mark" | "edit">;
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

  const idsOf = (cell: FollowedCell): readonly string[] =>
    followers().filter(({ definition }) => isSameCell(followedCell(definition.schedule), cell)).map(({ definition }) => definition.id);

  const changed = (cell: FollowedCell): void => times.set(new Map([...times.get(), ...idsOf(cell).map((id) => [id, clock.now()] as const)]));

  /** The schedules cannot follow their cells; their queries say why until their cells are found again. */
  const failed = (cellError: AppError): void => {
    for (const id of watched.flatMap(idsOf)) queries.mark(id, { cellError });
  };

  const placed = createNoting(need, idsOf, signal);

  async function listen(cells: readonly FollowedCell[], until: AbortSignal): Promise<void> {
    try {
      const changes = await need.openCellChanges();
      await changes.watch({ cells, changed, placed, failed }, until);
    } catch (failure) {
      if (!until.aborted) failed(AppError.from(failure));
      throw failure;
    }
  }

  function follow(): void {
    const here = followers();
    forget(queries, here);
    const cells = cellsOf(here);
    if (JSON.stringify(cells) === JSON.stringify(watched)) return;
    watched = cells;
    watching.abort();
    watching = new AbortController();
    const until = AbortSignal.any([signal, watching.signal]);
    // It ends with its signal at the latest, which is no failure.
    if (cells.length > 0) void Promise.allSettled([keepTrying(() => listen(cells, until), clock, until)]);
  }

  const leaves = [queries.list.subscribe(follow), elected.subscribe(follow)];
  signal.addEventListener("abort", () => leaves.forEach((leave) => leave()), { once: true });
  follow();
  return times;
}

/** What was said of cells that others follow now, or nobody. */
function forget(queries: WatchCellsNeed["queries"], here: readonly QueryState[]): void {
  const followed = new Set(here.map(({ definition }) => definition.id));
  const stale = queries.list.get().filter(({ definition, cellError = null }) => cellError !== null && !followed.has(definition.id));
  for (const { definition } of stale) queries.mark(definition.id, { cellError: null });
}

/** Each cell once, in an order that does not depend on that of the queries. */
function cellsOf(states: readonly QueryState[]): readonly FollowedCell[] {
  const cells = states.flatMap(({ definition }) => followedCell(definition.schedule) ?? []);
  const each = new Map(cells.map((cell) => [JSON.stringify(cell), cell]));
  return [...each].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
}

/** Shows which cells are gone, and lets the workbook note what the others are called now, as their sheets may have been renamed. */
function createNoting({ queries }: WatchCellsNeed, idsOf: (cell: FollowedCell) => readonly string[], signal: AbortSignal) {
  /** What is being noted, or could not be: a workbook that cannot be written is not tried again with each change of a cell. */
  const asked = new Set<string>();

  async function note(cell: FollowedCell, now: FollowedCell, news: string): Promise<void> {
    asked.add(news);
    await queries.edit(cellPlaced(cell, now), signal);
    asked.delete(news);
  }
  return (cell: FollowedCell, now: FollowedCell | null): void => {
    for (const id of idsOf(cell)) queries.mark(id, { cellError: now === null ? cellGone(cell.cell) : null });
    const news = JSON.stringify([cell, now]);
    if (now === null || isSameCell(now, cell) || asked.has(news)) return;
    // The id finds the cell all the same.
    void Promise.allSettled([note(cell, now, news)]);
  };
}

const cellGone = (cell: string) =>
  new AppError("NOT_FOUND", `The cell ${cell} was not found.`, { hint: "Choose a cell under Schedule, or undo its removal." });
