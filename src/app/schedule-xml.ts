import type { QueryDefinition, Schedule } from "./query-definition";
import { optionalNumber } from "./number-attribute";
import { isPossible, type Repeat } from "./repeat";
import { repeatElement, toRepeat } from "./repeat-xml";
import { child, element, type XmlContent, type XmlElement } from "./xml";

type Scheduled = Pick<QueryDefinition, "schedule" | "paused" | "pausedUntil">;

/** What stands of a query's schedule in the workbook: with the query itself, and inside of it. */
export function scheduleContent({ schedule, paused, pausedUntil }: Scheduled): Required<Omit<XmlContent, "text">> {
  const { onOpen, repeat, onChange, owner } = schedule;
  const pause = pausedUntil === undefined ? {} : { until: pausedUntil };
  return {
    attributes: { onOpen: String(onOpen), ...(onChange === undefined ? {} : { onChange }), ...(owner === undefined ? {} : { owner }) },
    children: [
      ...(repeat === null ? [] : [repeatElement(repeat)]),
      ...(paused === undefined ? [] : [element("paused", { attributes: pause, text: paused })]),
    ],
  };
}

/** `null` when it cannot be read. */
export function toSchedule(query: XmlElement): Scheduled | null {
  const { onOpen, onChange, owner } = query.attributes;
  const repeat = repeatOf(query);
  if (repeat === undefined) return null;
  const schedule: Schedule = {
    onOpen: onOpen === "true",
    repeat,
    ...(onChange === undefined ? {} : { onChange }),
    ...(owner === undefined ? {} : { owner }),
  };
  return { schedule, ...toPause(child(query, "paused")) };
}

/** `undefined` when it cannot be read. Earlier versions knew minutes only, and noted them with the query itself. */
function repeatOf(query: XmlElement): Repeat | null | undefined {
  const written = child(query, "repeat");
  if (written !== undefined) return toRepeat(written) ?? undefined;
  const minutes = optionalNumber(query, "everyMinutes");
  if (minutes == null) return minutes;
  const repeat = { kind: "every", minutes } as const;
  return isPossible(repeat) ? repeat : undefined;
}

function toPause(paused: XmlElement | undefined): Pick<QueryDefinition, "paused" | "pausedUntil"> {
  if (paused === undefined) return {};
  return { paused: paused.text, ...(paused.attributes["until"] === "signedIn" ? { pausedUntil: "signedIn" } : {}) };
}
