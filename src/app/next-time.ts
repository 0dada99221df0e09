import { Cron } from "croner";

import type { Repeat } from "./repeat";

/**
 * The first time after `last` that a repeat names, milliseconds since 1970 UTC. A time that the clocks skip in spring runs right
 * after the gap; one that comes twice in autumn runs once.
 */
export function nextTime(repeat: Repeat, last: number): number {
  if (repeat.kind === "every") return last + repeat.minutes * 60_000;
  const pattern = cronOf(repeat);
  const next = new Cron(pattern, { timezone: repeat.zone }).nextRun(new Date(last));
  if (next === null) throw new Error(`the repeat ${pattern} never comes`);
  return next.getTime();
}

type Calendar = Exclude<Repeat, { readonly kind: "every" }>;

function cronOf(repeat: Calendar): string {
  if (repeat.kind === "hourly") return `${repeat.minute} * * * *`;
  const [hour = 0, minute = 0] = repeat.at.split(":").map(Number);
  return `${minute} ${hour} ${daysOf(repeat)}`;
}

function daysOf(repeat: Exclude<Calendar, { readonly kind: "hourly" }>): string {
  switch (repeat.kind) {
    case "daily":
      return "* * *";
    case "weekly":
      return `* * ${repeat.days.join(",")}`;
    case "monthly":
      return `${repeat.day === "last" ? "L" : repeat.day} * *`;
  }
}
