/** A limit that was lowered because the server had enough: to what, and when (ms). `null`: it was not. */
export type Cut = { readonly to: number; readonly at: number } | null;

/** A second refusal within this time means that the limit is far off and not only just missed. */
const soonMs = 500;
/** About as long as a reply takes: what went so soon after a limit was lowered met the crowd of before. */
const settleMs = 150;
const gently = 0.9;
const firmly = 0.7;

/** What a lowered limit has grown to again, `growth` a second, and never above `full`. */
export function grown(cut: Cut, { full, growth }: { readonly full: number; readonly growth: number }, now: number): number {
  if (cut === null) return full;
  return Math.min(full, cut.to + (growth * Math.max(0, now - cut.at)) / 1_000);
}

/** Lowers a limit that stands at `from`, and not below `least`. */
export function lowered(cut: Cut, { from, least }: { readonly from: number; readonly least: number }, now: number): NonNullable<Cut> {
  const factor = cut !== null && now - cut.at < soonMs ? firmly : gently;
  return { to: Math.max(least, from * factor), at: now };
}

/** Whether a request went before the limit was lowered or at once after that, so that its refusal tells nothing new. */
export function isOldNews(sentAt: number, cut: Cut): boolean {
  return cut !== null && sentAt <= cut.at + settleMs;
}
