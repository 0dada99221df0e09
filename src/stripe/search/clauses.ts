/**
 * Clauses of Stripe's search language (https://docs.stripe.com/search#search-query-language) that hold for every row that a
 * condition of SQL holds for. What is not documented beyond doubt is not said: `null` then, and the search finds more.
 */

/** `field:"value"`: equal, whatever the case. */
export function isText(field: string, value: string): string | null {
  const quoted = quote(value);
  return quoted === null ? null : `${field}:${quoted}`;
}

/** `-field:"value"`: another value, or none. */
export function isNotText(field: string, value: string): string | null {
  const clause = isText(field, value);
  return clause === null ? null : `-${clause}`;
}

/**
 * `field~"part"`. Only the longest run of plain letters and digits is sent: a row that has the whole text has that run too,
 * however Stripe folds accents or cuts texts into words at spaces and marks.
 */
export function hasPart(field: string, text: string): string | null {
  const runs = text.match(/[A-Za-z0-9]+/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  return longest.length < leastPart || longest.length > longestValue ? null : `${field}~"${longest}"`;
}

/** `field:12`. */
export function isNumber(field: string, value: number): string | null {
  return isPlainNumber(value) ? `${field}:${value}` : null;
}

/** `field>=12`, rounded down. */
export function isAtLeast(field: string, value: number): string | null {
  const bound = Math.floor(value);
  return isPlainNumber(bound) ? `${field}>=${bound}` : null;
}

/** `field<=12`, rounded up. */
export function isAtMost(field: string, value: number): string | null {
  const bound = Math.ceil(value);
  return isPlainNumber(bound) ? `${field}<=${bound}` : null;
}

/** `metadata["key"]:"value"`. */
export function hasMetadata(key: string, value: string): string | null {
  const [quotedKey, quotedValue] = [quote(key), quote(value)];
  return quotedKey === null || quotedValue === null || /["[\]]/.test(key) ? null : `metadata[${quotedKey}]:${quotedValue}`;
}

/** Shorter parts are refused. */
const leastPart = 3;
/** Indexes leave long values out; where they do so is not documented. */
const longestValue = 200;

/**
 * Quotes are escaped as documented. Not sent: backslashes, other than plain ASCII, spaces at the ends (trimmed, perhaps) and
 * the word that means an absent value.
 */
function quote(value: string): string | null {
  const isPlain = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) && !value.includes("\\");
  if (!isPlain || value.length > longestValue || /^null$/i.test(value)) return null;
  return `"${value.replaceAll('"', '\\"')}"`;
}

/** A minus sign before a value is not documented. */
function isPlainNumber(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
