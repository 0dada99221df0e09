import type { QueryDefinition, Schedule } from "./query-definition";
import { optionalNumber } from "./number-attribute";
import { isPossible, type Repeat } from "./repeat";
import { repeatElement, toRepeat } from "./repeat-xml";
import { child, element, type XmlContent, type XmlElement } from "./xml";

type Scheduled = Pick<QueryDefinition, "schedule" | "paused" | "pausedUntil">;

/** What stands of a query's schedule in the workbook: with the query itself, and inside of it. */
export function scheduleContent({ schedule, paused, pausedUntil }: Scheduled): Required<Omit<XmlContent, "text">> {
  const { onOpen, repeat, ...others } = schedule;
  const pause = pausedUntil === undefined ? {} : { until: pausedUntil };
  return {
    attributes: { onOpen: String(onOpen), ...textsOf(others) },
    children: [
      ...(repeat === null ? [] : [repeatElement(repeat)]),
      ...(paused === undefined ? [] : [element("paused", { attributes: pause, text: paused })]),
    ],
  };
}

/** `null` when it cannot be read. */
export function toSchedule(query: XmlElement): Scheduled | null {
  const { onOpen } = query.attributes;
  const repeat = repeatOf(query);
  if (repeat === undefined) return null;
  return { schedule: { onOpen: onOpen === "true", repeat, ...textsOf(query.attributes) }, ...toPause(child(query, "paused")) };
}

/** What a schedule has only where it is needed. */
const texts = ["onChange", "onChangeSheet", "owner"] as const;

function textsOf(given: XmlElement["attributes"]): Pick<Schedule, (typeof texts)[number]> {
  const known = texts.map((name) => [name, given[name]] as const).filter(([, text]) => text !== undefined);
  return Object.fromEntries(known);
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
