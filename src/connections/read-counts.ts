/** Reads by account and day (`2026-01-31`, UTC). */
export type ReadCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What an account read within the last {@link countedDays} days, as far as this device knows. */
export type ReadCount = {
  readonly count: number;
  /** The first day that is counted, 00:00 UTC in milliseconds since 1970. */
  readonly since: number;
  /** Reads that Stripe allows every account in that time, whatever it sells. */
  readonly floor: number;
};

const dayMs = 86_400_000;

/** Stripe allows 500 reads a transaction over 30 days, and these in any case. https://docs.stripe.com/rate-limits */
const countedDays = 30;
const floor = 10_000;

/** The day of a moment in milliseconds since 1970. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** Both together. */
export function mergeCounts(a: ReadCounts, b: ReadCounts): ReadCounts {
  const accounts = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...accounts].map((account) => [account, mergeDays(a[account] ?? {}, b[account] ?? {})]));
}

/** Without the days that count no more, and without accounts that have no others. */
export function recentCounts(counts: ReadCounts, now: number): ReadCounts {
  const first = firstDay(now);
  const kept = Object.entries(counts).map(([account, days]) => [account, Object.fromEntries(Object.entries(days).filter(([day]) => day >= first))] as const);
  return Object.fromEntries(kept.filter(([, days]) => Object.keys(days).length > 0));
}

/** What an account has read. */
export function readCountOf(counts: ReadCounts, account: string, now: number): ReadCount {
  const days = Object.entries(recentCounts(counts, now)[account] ?? {});
  const since = days.map(([day]) => day).sort()[0] ?? dayOf(now);
  return { count: days.reduce((sum, [, reads]) => sum + reads, 0), since: Date.parse(since), floor };
}

/** Counts as they were stored; what cannot be read counts as nothing, since losing it harms nobody. */
export function parseReadCounts(text: string): ReadCounts {
  const entries = objectOf(parsed(text)).map(([account, days]) => [account, Object.fromEntries(objectOf(days).filter(isDayCount))] as const);
  return Object.fromEntries(entries);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function objectOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function isDayCount(entry: readonly [string, unknown]): entry is readonly [string, number] {
  return /^\d{4}-\d{2}-\d{2}$/.test(entry[0]) && Number.isSafeInteger(entry[1]);
}

function mergeDays(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const days = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...days].map((day) => [day, (a[day] ?? 0) + (b[day] ?? 0)]));
}

/** Thirty days with today as the last. */
function firstDay(now: number): string {
  return dayOf(now - (countedDays - 1) * dayMs);
}
