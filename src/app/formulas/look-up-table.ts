const source = /\sFROM\s+("[\w.]+"|\[[\w.]+\]|[\w.]+)\s+WHERE\s+id\s*=\s*(?:\?|[:@$]\w+|'[^']*')(?:\s+LIMIT\s+\d+)?\s*;?\s*$/i;

/**
 * The table of a statement that looks up one object by its id and does nothing else (`… FROM customers WHERE id = ?`); `null`
 * for all others. It only tells which formulas take a turn together, so a statement that is taken for another kind is still
 * answered rightly.
 */
export function lookUpTable(sql: string): string | null {
  const table = source.exec(sql)?.[1];
  const reads = sql.match(/\b(?:FROM|JOIN)\b/gi) ?? [];
  return table === undefined || reads.length > 1 ? null : table.replace(/[[\]"]/g, "").toLowerCase();
}
