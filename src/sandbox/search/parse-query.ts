import { badParameter, type Refusal } from "../http/refusal";

/** A query of Stripe's search language: clauses that must all hold, or of which one must. https://docs.stripe.com/search */
export type SearchQuery = { readonly joined: "AND" | "OR"; readonly clauses: readonly SearchClause[] };

export type SearchOperator = ":" | "~" | ">" | "<" | ">=" | "<=";

/** `[-]field operator value`, or `[-]metadata["key"] operator value`. */
export type SearchClause = {
  readonly negated: boolean;
  readonly field: string;
  /** The key of a clause about metadata. */
  readonly key: string | null;
  readonly operator: SearchOperator;
  /** `null` asks whether there is a value at all. */
  readonly value: string | null;
  /** Only numbers may come without quotes. */
  readonly quoted: boolean;
};

const mostClauses = 10;

/** @throws Refusal 400 where Stripe could not read the query either. */
export function parseSearchQuery(text: string): SearchQuery {
  const clauses: SearchClause[] = [];
  const joints = new Set<string>();
  let rest = text.trim();
  while (rest !== "") {
    const read = readClause(rest);
    clauses.push(read.clause);
    const joint = /^\s+(?:(and|or)\s+)?(?=\S)/i.exec(read.rest);
    if (joint === null && read.rest.trim() !== "") throw unreadable();
    if (joint !== null) joints.add(joint[1]?.toUpperCase() ?? "AND");
    rest = joint === null ? "" : read.rest.slice(joint[0].length);
  }
  if (clauses.length === 0) throw unreadable();
  if (clauses.length > mostClauses) throw badQuery(`Search queries have at most ${mostClauses} clauses; this one has ${clauses.length}.`);
  if (joints.size > 1) throw badQuery("We were unable to parse your search query. You cannot use both AND and OR in one query.");
  return { joined: joints.has("OR") ? "OR" : "AND", clauses };
}

const quotedText = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`;
const clausePattern = new RegExp(
  String.raw`^(-?)([A-Za-z_][\w.]*)(?:\[(${quotedText})\])?(:|~|>=|<=|>|<)(?:(${quotedText})|([^\s"'()]+))`,
  "s",
);

function readClause(text: string): { readonly clause: SearchClause; readonly rest: string } {
  const found = clausePattern.exec(text);
  if (found === null) throw unreadable();
  const [whole, minus, field = "", key, operator, inQuotes, bare] = found;
  const quoted = inQuotes !== undefined;
  const value = quoted ? unquote(inQuotes) : /^null$/i.test(bare ?? "") ? null : (bare ?? "");
  if (value !== null && !quoted && !isNumber(value)) throw unreadable();
  const clause = {
    negated: minus === "-",
    field,
    key: key === undefined ? null : unquote(key),
    operator: operator as SearchOperator,
    value,
    quoted,
  };
  return { clause, rest: text.slice(whole.length) };
}

/** True for what a numeric field compares with. */
export function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, "$1");
}

function unreadable(): Refusal {
  return badQuery(
    "We were unable to parse your search query. " +
      'Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
  );
}

/** 400 about the query. */
export function badQuery(message: string): Refusal {
  return badParameter("query", message);
}
