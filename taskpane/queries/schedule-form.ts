import { isPossible, type Repeat, type Weekday } from "../../src/app/repeat";
import type { Schedule } from "../../src/app/app-api";

/** What is chosen and typed for a repeat, also that of kinds that are not chosen now. */
export type RepeatForm = {
  readonly kind: Repeat["kind"] | "never";
  readonly minutes: string;
  readonly minute: string;
  readonly at: string;
  readonly days: readonly Weekday[];
  readonly day: string;
};

/** Kinds of repeats as the list shows them, and what to say when their fields cannot be read. */
export const repeatKinds: Readonly<Record<RepeatForm["kind"], { readonly label: string; readonly problem: string }>> = {
  never: { label: "Never", problem: "" },
  every: { label: "Every … minutes", problem: "Give 1 to 1440 minutes." },
  hourly: { label: "Every hour", problem: "Give a minute from 0 to 59." },
  daily: { label: "Every day", problem: "Give a time such as 07:30." },
  weekly: { label: "Every week", problem: "Choose a day, and give a time such as 07:30." },
  monthly: { label: "Every month", problem: "Choose a day, and give a time such as 07:30." },
};

export const weekdays: readonly { readonly day: Weekday; readonly name: string }[] = [
  { day: 1, name: "Monday" },
  { day: 2, name: "Tuesday" },
  { day: 3, name: "Wednesday" },
  { day: 4, name: "Thursday" },
  { day: 5, name: "Friday" },
  { day: 6, name: "Saturday" },
  { day: 7, name: "Sunday" },
];

const longestMinutes = 1440;
const usual = { minutes: "30", minute: "0", at: "07:00", days: [1], day: "1" } as const;

/** The form for a repeat, with usual values for all other kinds. */
export function toForm(repeat: Repeat | null): RepeatForm {
  if (repeat === null) return { ...usual, kind: "never" };
  switch (repeat.kind) {
    case "every":
      return { ...usual, kind: "every", minutes: String(repeat.minutes) };
    case "hourly":
      return { ...usual, kind: "hourly", minute: String(repeat.minute) };
    case "daily":
      return { ...usual, kind: "daily", at: repeat.at };
    case "weekly":
      return { ...usual, kind: "weekly", at: repeat.at, days: repeat.days };
    case "monthly":
      return { ...usual, kind: "monthly", at: repeat.at, day: String(repeat.day) };
  }
}

/** The repeat that a form says, times in the zone; `undefined` when its fields cannot be read. */
export function readForm(form: RepeatForm, zone: string): Repeat | null | undefined {
  if (form.kind === "never") return null;
  const repeat = repeatOf({ ...form, kind: form.kind }, zone);
  const isShort = repeat.kind !== "every" || (Number.isInteger(repeat.minutes) && repeat.minutes <= longestMinutes);
  return isShort && isPossible(repeat) ? repeat : undefined;
}

function repeatOf({ kind, minutes, minute, at, days, day }: RepeatForm & { readonly kind: Repeat["kind"] }, zone: string): Repeat {
  switch (kind) {
    case "every":
      return { kind, minutes: numberOf(minutes) };
    case "hourly":
      return { kind, minute: numberOf(minute), zone };
    case "daily":
      return { kind, at, zone };
    case "weekly":
      return { kind, days, at, zone };
    case "monthly":
      return { kind, day: day === "last" ? day : numberOf(day), at, zone };
  }
}

const numberOf = (text: string): number => (text.trim() === "" ? NaN : Number(text));

/** A schedule in words: `on open, every 30 minutes, when Sheet1!B2 changes`. */
export function scheduleText({ onOpen, repeat, onChange }: Schedule): string {
  const parts = [...(onOpen ? ["on open"] : []), ...(repeat === null ? [] : [repeatText(repeat)]), ...(onChange === undefined ? [] : [`when ${onChange} changes`])];
  return parts.length === 0 ? "by hand only" : parts.join(", ");
}

function repeatText(repeat: Repeat): string {
  switch (repeat.kind) {
    case "every":
      return repeat.minutes === 1 ? "every minute" : `every ${repeat.minutes} minutes`;
    case "hourly":
      return `every hour at :${String(repeat.minute).padStart(2, "0")}`;
    case "daily":
      return `every day at ${repeat.at} (${repeat.zone})`;
    case "weekly":
      return `every ${repeat.days.map(dayName).join(", ")} at ${repeat.at} (${repeat.zone})`;
    case "monthly":
      return `on ${repeat.day === "last" ? "the last day" : `day ${repeat.day}`} of the month at ${repeat.at} (${repeat.zone})`;
  }
}

const dayName = (day: Weekday): string => weekdays.find((one) => one.day === day)?.name ?? "";
