import type { CellContent } from "../sheet-model";
import { isErrorValue } from "../error-values";

/** A cell as a sort sees it; `null` is one that holds nothing, and not a formula that gives an empty text. */
export type SortCell = CellContent | null;

export type SortKey = { readonly cells: readonly SortCell[]; readonly ascending: boolean };

/**
 * The order of rows under Excel's sort, the first key before the others; rows that are alike keep theirs. Numbers come before
 * texts, FALSE, TRUE and errors, the other way round when descending; empty cells come last either way.
 * @see https://support.microsoft.com/office/sort-data-in-a-range-or-table-62d0b95d-2a90-4610-a6ae-2e545c4a4654
 */
export function sortOrder(rows: number, keys: readonly SortKey[]): number[] {
  const order = Array.from({ length: rows }, (_, row) => row);
  return order.sort((a, b) => {
    for (const { cells, ascending } of keys) {
      const difference = compareCells(cells[a] ?? null, cells[b] ?? null, ascending);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

function compareCells(a: SortCell, b: SortCell, ascending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const difference = rank(a) - rank(b) || compareAlike(a, b);
  return ascending ? difference : -difference;
}

/** All errors are alike. */
function rank(cell: CellContent): number {
  if (typeof cell === "number") return 0;
  if (typeof cell === "boolean") return 2;
  return isErrorValue(cell) ? 3 : 1;
}

function compareAlike(a: CellContent, b: CellContent): number {
  if (typeof a === "string" && typeof b === "string") return isErrorValue(a) ? 0 : compareTexts(a, b);
  return Number(a) - Number(b);
}

const collator = new Intl.Collator("en-US", { sensitivity: "accent" });

/** Without case, and without hyphens and apostrophes unless two texts differ in nothing else. */
function compareTexts(a: string, b: string): number {
  const plain = (text: string): string => text.replaceAll(/['-]/g, "");
  return collator.compare(plain(a), plain(b)) || a.length - b.length;
}
