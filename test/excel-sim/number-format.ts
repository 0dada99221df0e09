import { utcOfSerial } from "./serial-date";
import type { CellContent } from "./sheet-model";

/** The text of a value in a number format. Knows numbers, percent, currency signs, dates and literals; no conditions or fractions. */
export function formatCell(value: CellContent, format: string): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return value;
  const { section, signed } = chooseSection(value, format);
  if (/^(General|@)?$/i.test(section)) return general(value);
  if (isDateFormat(section)) return formatDate(value, section);
  const text = formatNumber(Math.abs(value), section);
  return signed && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Formats have sections for positive, negative and zero; a negative section brings its own sign. */
function chooseSection(value: number, format: string): { readonly section: string; readonly signed: boolean } {
  const [positive = "General", negative, zero] = format.split(";");
  const chosen = value < 0 ? negative : value === 0 ? zero : positive;
  return { section: plainBrackets(chosen ?? positive), signed: value < 0 && negative === undefined };
}

/** `[$€-407]` becomes the sign as a literal; colours and conditions go. */
function plainBrackets(section: string): string {
  return section.replaceAll(/\[(\$([^\]-]*)[^\]]*|[^\]]*)\]/g, (_, inner: string, currency?: string) =>
    inner.startsWith("$") ? `"${currency ?? ""}"` : "",
  );
}

const literal = /"([^"]*)"|\\(.)|_.|\*./g;
const withoutLiterals = (section: string): string => section.replaceAll(literal, "");
const isDateFormat = (section: string): boolean => /[ymdhs]/i.test(withoutLiterals(section));

/** General shows at most 11 characters of a number; we need only that long fractions are rounded. */
function general(value: number): string {
  return String(Number(value.toPrecision(11)));
}

function formatNumber(size: number, section: string): string {
  const pattern = withoutLiterals(section);
  const digits = /[#0?][#0?,]*(?:\.([#0?]+))?/.exec(pattern);
  if (!digits) return section.replaceAll(literal, "$1$2");
  const decimals = digits[1] ?? "";
  const scaled = pattern.includes("%") ? size * 100 : size;
  const whole = digits[0].replace(/\..*$/, "");
  const shown = trimOptional(scaled.toFixed(decimals.length), decimals);
  const padded = shown.padStart(shown.length + Math.max(0, count(whole, "0") - (shown.split(".")[0] ?? "").length), "0");
  const grouped = whole.includes(",") ? padded.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",") : padded;
  return placeDigits(section, grouped);
}

/** Drops trailing zeros where the pattern has `#`. */
function trimOptional(fixed: string, decimals: string): string {
  const optional = decimals.length - decimals.replace(/#+$/, "").length;
  const trimmed = fixed.replace(new RegExp(`0{0,${optional}}$`), "");
  return decimals ? trimmed.replace(/\.$/, "") : fixed;
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;

function placeDigits(section: string, digits: string): string {
  const parts = section.match(/"[^"]*"|\\.|_.|\*.|[#0?][#0?,]*(?:\.[#0?]+)?|./g) ?? [];
  let placed = false;
  return parts
    .map((part) => {
      if (/^["\\_*]/.test(part)) return part.replaceAll(literal, "$1$2");
      if (!/^[#0?]/.test(part)) return part;
      const text = placed ? "" : digits;
      placed = true;
      return text;
    })
    .join("");
}

function formatDate(serial: number, section: string): string {
  const date = utcOfSerial(serial);
  const twelve = /am\/pm/i.test(section);
  const tokens = section.match(/"[^"]*"|\\.|am\/pm|y+|m+|d+|h+|s+|./gi) ?? [];
  return tokens.map((token, i) => dateToken(token.toLowerCase(), { date, twelve, isMinute: isMinute(tokens, i) }) ?? token.replaceAll(literal, "$1$2")).join("");
}

/** `m` means minutes right after hours or right before seconds. */
function isMinute(tokens: readonly string[], index: number): boolean {
  const letters = (list: readonly string[]): string | undefined => list.find((token) => /^[ymdhs]/i.test(token))?.[0]?.toLowerCase();
  return letters(tokens.slice(0, index).reverse()) === "h" || letters(tokens.slice(index + 1)) === "s";
}

type DateToken = { readonly date: Date; readonly twelve: boolean; readonly isMinute: boolean };

function dateToken(token: string, { date, twelve, isMinute }: DateToken): string | null {
  if (token === "am/pm") return date.getUTCHours() < 12 ? "AM" : "PM";
  if (!/^(y+|m+|d+|h+|s+)$/.test(token)) return null;
  if (/^(mmm|ddd)/.test(token)) return dateName(date, token);
  const kind = twelve && token.startsWith("h") ? "twelveHour" : isMinute && token.startsWith("m") ? "minute" : token.charAt(0);
  const number = String(datePart[kind]?.(date));
  return kind === "y" ? number.slice(token.length > 2 ? 0 : -2) : number.padStart(Math.min(token.length, 2), "0");
}

const datePart: Readonly<Record<string, (date: Date) => number>> = {
  y: (date) => date.getUTCFullYear(),
  m: (date) => date.getUTCMonth() + 1,
  d: (date) => date.getUTCDate(),
  h: (date) => date.getUTCHours(),
  twelveHour: (date) => date.getUTCHours() % 12 || 12,
  minute: (date) => date.getUTCMinutes(),
  s: (date) => date.getUTCSeconds(),
};

function dateName(date: Date, token: string): string {
  const style = token.length === 3 ? "short" : "long";
  return date.toLocaleDateString("en-US", { timeZone: "UTC", ...(token.startsWith("m") ? { month: style } : { weekday: style }) });
}
