/**
 * Stripe's search language by its documentation (https://docs.stripe.com/search), written apart from what says queries in it.
 * Where the documentation is silent it is as strict as an index can be: parts are found inside one word only, accents are
 * folded, values at most so long, and what is not documented is refused.
 */
export function matchesSearch(query: string, object: Readonly<Record<string, unknown>>): boolean {
  const clauses = parseQuery(query);
  if (clauses.length > 10) throw new Error("too many clauses");
  return clauses.every((clause) => matchesClause(clause, object) !== clause.negated);
}

type Clause = { readonly negated: boolean; readonly path: readonly string[]; readonly operator: string; readonly value: string };

const clausePattern =
  /(-?)(?:metadata\["((?:[^"\\]|\\")+)"\]|([a-z_.0-9]+))(:|~|>=|<=|>|<)(?:"((?:[^"\\]|\\")*)"|(\d+))(?: AND |$)/y;

function parseQuery(query: string): readonly Clause[] {
  const clauses: Clause[] = [];
  clausePattern.lastIndex = 0;
  while (clausePattern.lastIndex < query.length) {
    const at = clausePattern.lastIndex;
    const found = clausePattern.exec(query);
    if (found === null) throw new Error(`not understood from ${at}: ${query}`);
    const [, minus, key, field, operator = "", quoted, number] = found;
    const path = key === undefined ? (field ?? "").split(".") : ["metadata", unescape(key)];
    clauses.push({ negated: minus === "-", path, operator, value: number ?? unescape(quoted ?? "") });
  }
  return clauses;
}

function unescape(text: string): string {
  return text.replaceAll('\\"', '"');
}

function matchesClause({ path, operator, value }: Clause, object: Readonly<Record<string, unknown>>): boolean {
  const stored = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null)?.[step], object);
  const found = path.join() === "refunded" ? refundedInIndex(object) : stored;
  if (typeof found !== "string" && typeof found !== "number" && typeof found !== "boolean") return false;
  if (operator === ":") return fold(String(found)) === fold(value);
  if (operator === "~") {
    if (value.length < 3) throw new Error("a part of fewer than three characters");
    return words(String(found)).some((word) => word.includes(fold(value)));
  }
  const [number, bound] = [Number(found), Number(value)];
  return operator === ">=" ? number >= bound : operator === "<=" ? number <= bound : operator === ">" ? number > bound : number < bound;
}

/** "true" of a charge that was refunded in full, "false" of one that was in part, nothing of others. */
function refundedInIndex({ refunded, amount_refunded: part }: Readonly<Record<string, unknown>>): boolean | null {
  return refunded === true ? true : Number(part) > 0 ? false : null;
}

function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}

function words(text: string): readonly string[] {
  return fold(text).split(/[^\p{L}\p{N}]+/u);
}
