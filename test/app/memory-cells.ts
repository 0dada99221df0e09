import type { AppError } from "../../src/base/app-error";
import type { CellChanges, CellWatch, FollowedCell } from "../../src/platform/ports";

export type MemoryCells = CellChanges & {
  /** A person changes a cell: all who watch it are told. */
  readonly change: (cell: string) => void;
  /** It can no longer be told which cells change. */
  readonly fail: (failure: AppError) => void;
  /** Why cells cannot be watched from now on; `null`: they can. */
  readonly refusing: { with: AppError | null };
  /** Names of the sheets by id; a test may rename and delete them. */
  readonly sheets: Map<string, string>;
  /** The cells that are watched now. */
  readonly watched: () => readonly string[];
};

/** Cells as the app sees them; the selected one is `Sheet1!A1`, and those of the sheet `Nowhere` are not there. */
export function createMemoryCells(): MemoryCells {
  const watches = new Set<CellWatch>();
  const refusing: MemoryCells["refusing"] = { with: null };
  const sheets = new Map(["Sheet1", "Sheet2"].map((name) => [`id of ${name}`, name]));

  function placeOf(followed: FollowedCell): FollowedCell | null {
    const [sheet = "", address] = followed.cell.split("!");
    if (address === undefined) return followed;
    const byName = [...sheets].find(([, name]) => name === sheet)?.[0];
    const sheetId = followed.sheetId !== null && sheets.has(followed.sheetId) ? followed.sheetId : byName;
    return sheetId === undefined ? null : { cell: `${sheets.get(sheetId)}!${address}`, sheetId };
  }

  const place = ({ cells, placed }: CellWatch) => cells.forEach((cell) => placed(cell, placeOf(cell)));

  return {
    refusing,
    sheets,
    selected: () => Promise.resolve("Sheet1!A1"),
    find: (text) => Promise.resolve(text.startsWith("Nowhere!") ? null : text),
    place: (cell) => Promise.resolve(placeOf(cell)),
    watch(watch, signal) {
      if (refusing.with) return Promise.reject(refusing.with);
      watches.add(watch);
      signal.addEventListener("abort", () => watches.delete(watch), { once: true });
      place(watch);
      return Promise.resolve();
    },
    change(cell) {
      for (const watch of [...watches]) {
        place(watch);
        for (const followed of watch.cells) if (placeOf(followed)?.cell === cell) watch.changed(followed);
      }
    },
    fail: (failure) => [...watches].forEach(({ failed }) => failed(failure)),
    watched: () => [...watches].flatMap(({ cells }) => cells.map(({ cell }) => cell)),
  };
}
