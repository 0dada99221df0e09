/** Words that SQLite does not take as a name. @see https://sqlite.org/lang_keywords.html */
const reserved = new Set(
  (
    "add all alter and as autoincrement between case check collate commit constraint create default deferrable delete " +
    "distinct drop else escape except exists foreign from group having in index insert intersect into is isnull join " +
    "limit not nothing notnull null on or order primary references returning select set table then to transaction " +
    "union unique update using values when where"
  ).split(" "),
);

/** A name as SQL text: plain where SQLite takes it so, else in double quotes. */
export function quoteName(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/i.test(name) && !reserved.has(name.toLowerCase());
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}
