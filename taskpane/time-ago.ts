const minuteMs = 60_000;
const steps = [
  { unit: "day", ms: 24 * 60 * minuteMs },
  { unit: "hour", ms: 60 * minuteMs },
  { unit: "minute", ms: minuteMs },
] as const;

const texts = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** `5 minutes ago`, `just now`; both times are milliseconds since 1970 UTC. */
export function timeAgo(at: number, now: number): string {
  const passed = now - at;
  const step = steps.find(({ ms }) => passed >= ms);
  return step ? texts.format(-Math.floor(passed / step.ms), step.unit) : "just now";
}
