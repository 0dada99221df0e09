/** The name that was probably meant: one spelt nearly alike, else the shortest with the written word in it. */
export function suggestName(written: string, names: readonly string[]): string | undefined {
  return nearestName(written, names) ?? names.filter(hasWord(written)).sort((a, b) => a.length - b.length)[0];
}

/** `country` is a word of `address_country`. */
function hasWord(written: string): (name: string) => boolean {
  const word = `_${written.toLowerCase()}_`;
  return (name) => `_${name}_`.includes(word);
}

function nearestName(written: string, names: readonly string[]): string | undefined {
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
