import { isPossible, type Repeat, type Weekday } from "./repeat";
import { element, type XmlElement } from "./xml";

/** A repeat as it stands in the workbook. */
export function repeatElement(repeat: Repeat): XmlElement {
  const { kind, ...details } = repeat;
  const attributes = Object.entries(details).map(([name, value]) => [name, Array.isArray(value) ? value.join(" ") : String(value)]);
  return element("repeat", { attributes: { kind, ...(Object.fromEntries(attributes) as Record<string, string>) } });
}

type Attributes = XmlElement["attributes"];

const number = (attributes: Attributes, name: string): number => Number(attributes[name] ?? NaN);
const at = ({ at: time = "", zone = "" }: Attributes) => ({ at: time, zone });

const readers: { readonly [Kind in Repeat["kind"]]: (attributes: Attributes) => Repeat } = {
  every: (given) => ({ kind: "every", minutes: number(given, "minutes") }),
  hourly: (given) => ({ kind: "hourly", minute: number(given, "minute"), zone: given["zone"] ?? "" }),
  daily: (given) => ({ kind: "daily", ...at(given) }),
  weekly: (given) => ({ kind: "weekly", days: (given["days"] ?? "").split(" ").map(Number) as Weekday[], ...at(given) }),
  monthly: (given) => ({ kind: "monthly", day: given["day"] === "last" ? "last" : number(given, "day"), ...at(given) }),
};

/** `null` when it names no times. */
export function toRepeat({ attributes }: XmlElement): Repeat | null {
  const kind = Object.keys(readers).find((one) => one === attributes["kind"]) as Repeat["kind"] | undefined;
  const repeat = kind === undefined ? null : readers[kind](attributes);
  return repeat !== null && isPossible(repeat) ? repeat : null;
}
