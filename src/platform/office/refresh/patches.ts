import { rowLength } from "../json-length";
import { type ColumnRun, columnRuns } from "../match-columns";
import type { WantedRow } from "./plan-cells";

/** Neighbouring cells to be written at once. */
export type Patch = ColumnRun & {
  /** The first row, from 0 at the table's first body row. */
  readonly row: number;
  /** `null` leaves a cell as it is. */
  readonly cells: readonly WantedRow[];
};

/** So many unchanged rows between two changed ones cost less than a request part of their own; their cells are sent as `null`. */
const bridgedRows = 16;

/**
 * What differs, as blocks. `positions`: for each cell of a row its column in the table. Rows before `single` are blocks of their
 * own: under a filter Excel may put the values of a larger block into the rows that are shown.
 * @see https://github.com/OfficeDev/office-js/issues/224
 */
export function toPatches(rows: readonly (WantedRow | undefined)[], positions: readonly number[], single = 0): readonly Patch[] {
  return columnRuns(positions).flatMap((run) => patchesOf(rows, run, single));
}

function patchesOf(rows: readonly (WantedRow | undefined)[], run: ColumnRun, single: number): readonly Patch[] {
  const { from, width } = run;
  const untouched: WantedRow = Array.from({ length: width }, () => null);
  const patches: { readonly row: number; readonly cells: WantedRow[] }[] = [];
  for (const [row, wanted] of rows.entries()) {
    const cells = wanted?.slice(from, from + width);
    if (!cells || cells.every((cell) => cell === null)) continue;
    const last = patches.at(-1);
    const gap = last ? row - last.row - last.cells.length : Infinity;
    if (last && gap <= bridgedRows && last.row >= single) last.cells.push(...Array.from({ length: gap }, () => untouched), cells);
    else patches.push({ row, cells: [cells] });
  }
  return patches.map((patch) => ({ ...run, ...patch }));
}

/** What office.js adds to each block: the path to its cells. */
const blockBytes = 600;

/** Characters that a row of a patch takes, by its place among the patch's rows. */
export type WeighRow = (patch: Patch, index: number) => number;

const sentLength: WeighRow = ({ cells }, index) => rowLength(cells[index] ?? []);

/** Cuts patches into requests whose JSON is about `bytes` long at most; a longer row goes alone. */
export function* packPatches(patches: readonly Patch[], bytes: number, weigh: WeighRow = sentLength): Generator<readonly Patch[]> {
  let request: Patch[] = [];
  let size = 0;
  for (const patch of patches) {
    let start = 0;
    const cut = (end: number): void => {
      if (end > start) request.push({ ...patch, row: patch.row + start, cells: patch.cells.slice(start, end) });
      start = end;
    };
    size += blockBytes;
    for (const index of patch.cells.keys()) {
      const length = weigh(patch, index);
      if (size + length > bytes && (request.length > 0 || index > start)) {
        cut(index);
        yield request;
        request = [];
        size = blockBytes;
      }
      size += length;
    }
    cut(patch.cells.length);
  }
  if (request.length > 0) yield request;
}
