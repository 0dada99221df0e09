/** The name most like the one that was written, when it is like enough to be meant. */
export function suggestName(written: string, names: Iterable<string>): string | undefined {
  const wanted = plain(written);
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const edits = editDistance(wanted, plain(name));
    if (edits < fewest) {
      fewest = edits;
      best = name;
    }
  }
  return best;
}

const plain = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** Letters to insert, delete, replace or swap with their neighbour to turn one word into the other. */
export function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= from.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const replaced = at(row - 1, column - 1) + (same ? 0 : 1);
      const changed = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, replaced);
      rows[row]?.push(swapped ? Math.min(changed, at(row - 2, column - 2) + 1) : changed);
    }
  }
  return at(from.length, to.length);
}
