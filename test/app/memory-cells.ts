import type { AppError } from "../../src/base/app-error";
import type { CellChanges, CellWatch } from "../../src/platform/ports";

export type MemoryCells = CellChanges & {
  /** A person changes a cell: all who watch it are told. */
  readonly change: (cell: string) => void;
  /** It can no longer be told which cells change. */
  readonly fail: (failure: AppError) => void;
  /** The cells that are watched now. */
  readonly watched: () => readonly string[];
};

/** Cells as the app sees them; the selected one is `Sheet1!A1`, and those of the sheet `Nowhere` are not there. */
export function createMemoryCells(): MemoryCells {
  const watches = new Set<CellWatch>();
  return {
    selected: () => Promise.resolve("Sheet1!A1"),
    find: (text) => Promise.resolve(text.startsWith("Nowhere!") ? null : text),
    watch(watch, signal) {
      watches.add(watch);
      signal.addEventListener("abort", () => watches.delete(watch), { once: true });
      return Promise.resolve();
    },
    change(cell) {
      for (const { cells, changed } of [...watches]) if (cells.includes(cell)) changed(cell);
    },
    fail: (failure) => [...watches].forEach(({ failed }) => failed(failure)),
    watched: () => [...watches].flatMap(({ cells }) => cells),
  };
}
