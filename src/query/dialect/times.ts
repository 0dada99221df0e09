import type { Token } from "./tokens";

/** The same moment as text `YYYY-MM-DD HH:MM:SS` in the zone of the source's timestamps. */
export type TimeText = (milliseconds: number) => string;

/** What "now" means for one run, so that all its passes agree on it. */
export type Moment = {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  readonly timeText: TimeText;
};

const isoTime = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A text that is an ISO 8601 date and time, as timestamps are written in SQL; every other text unchanged. With a zone
 * it is the same moment in the zone of the source, without one only the T goes: 'T' sorts after the space.
 */
export function plainTime(text: string, timeText: TimeText): string {
  const match = isoTime.exec(text);
  if (!match) return text;
  const [, date, minutes, seconds = ":00", zone] = match;
  if (!zone) return `${date} ${minutes}${seconds}`;
  const moment = Date.parse(`${date}T${minutes}${seconds}${zone}`);
  return Number.isNaN(moment) ? text : timeText(moment);
}

/** Functions and keywords that mean now, and which part of the timestamp they give. */
const nowWords: ReadonlyMap<string, readonly [from: number, to: number]> = new Map([
  ["NOW", [0, 19]],
  ["GETDATE", [0, 19]],
  ["SYSDATETIME", [0, 19]],
  ["CURRENT_TIMESTAMP", [0, 19]],
  ["CURRENT_DATE", [0, 10]],
  ["CURRENT_TIME", [11, 19]],
]);

/** Whether the word with empty parentheses means now. */
export function meansNow(word: Token): boolean {
  return nowWords.has(word.text.toUpperCase());
}

/** Whether the word means now even without parentheses. */
export function meansNowAlone(word: Token): boolean {
  return word.kind === "word" && /^CURRENT_/i.test(word.text) && meansNow(word);
}

/** The moment of the run as a text literal in the place of a token. */
export function nowToken(token: Token, { now, timeText }: Moment): Token {
  const [from, to] = nowWords.get(token.text.toUpperCase()) ?? [0, 19];
  return { ...token, kind: "text", text: `'${timeText(now).slice(from, to)}'` };
}
