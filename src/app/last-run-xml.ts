import type { PartialReason } from "../table/query-result";
import type { LastRun, RunCause } from "./query-definition";
import { nothingUnknown, unknownIn } from "./unknown-content";
import { child, element, type XmlElement } from "./xml";

/** A run of a query as it stands in the workbook; `name` tells the last one from those before. */
export function runElement(name: "lastRun" | "run", { reasons, error, note, unknown = nothingUnknown, ...figures }: LastRun): XmlElement {
  const noted = Object.entries(figures).filter(([, value]) => value !== undefined);
  return element(name, {
    attributes: { ...unknown.attributes, ...Object.fromEntries(noted.map(([figure, value]) => [figure, String(value)])) },
    children: [
      ...reasons.map(({ code, message }) => element("reason", { attributes: { code }, text: message })),
      ...(note === undefined ? [] : [element("note", { text: note })]),
      ...(error === null ? [] : [element("error", { text: error })]),
      ...unknown.children,
    ],
  });
}

/** `undefined` when it cannot be read. */
export function toRun(run: XmlElement): LastRun | undefined {
  const at = Number(run.attributes["at"]);
  const rows = Number(run.attributes["rows"]);
  if (!isTime(at) || !Number.isFinite(rows)) return undefined;
  const reasons = run.children.filter(({ name }) => name === "reason").map(toReason);
  const error = child(run, "error")?.text ?? null;
  const note = child(run, "note")?.text;
  const complete = run.attributes["complete"] === "true";
  if (!reasons.every((one) => one !== null)) return undefined;
  const figures = { at, rows, complete, ...laterFigures(run) };
  // A figure that is there but says nothing to this version is a later one's.
  const unknown = unknownIn(run, { attributes: new Set(Object.keys(figures)), children: knownChildren });
  return { ...figures, reasons, ...(note === undefined ? {} : { note }), error, ...unknown };
}

const knownChildren: ReadonlySet<string> = new Set(["reason", "note", "error"]);

/** The year 3000: calendars cannot be reckoned with times far from now, which a damaged workbook may tell. */
const latestTime = 32_503_680_000_000;
const isTime = (value: number): boolean => value >= 0 && value <= latestTime;

const counts = ["requests", "elapsedMs", "asOf", "added", "changed", "gone"] as const;
const causes: readonly RunCause[] = ["insert", "person", "opening", "schedule", "cell"];

/** Figures that earlier versions did not note. */
function laterFigures({ attributes }: XmlElement): Pick<LastRun, (typeof counts)[number] | "mode" | "cause"> {
  const { mode } = attributes;
  const cause = causes.find((one) => one === attributes["cause"]);
  const numbers = counts.map((name) => [name, Number(attributes[name])] as const).filter(([name, value]) => (name === "asOf" ? isTime(value) : Number.isFinite(value)));
  return {
    ...Object.fromEntries(numbers),
    ...(mode === "test" || mode === "live" ? { mode } : {}),
    ...(cause === undefined ? {} : { cause }),
  };
}

const reasonCodes: readonly PartialReason["code"][] = [
  "ROW_LIMIT",
  "PERMISSION",
  "CANCELLED",
  "EVENT_WINDOW",
  "NOT_ENABLED",
  "SEARCH_LAG",
  "LIST_CUT",
];

function toReason({ attributes, text }: XmlElement): PartialReason | null {
  const code = reasonCodes.find((one) => one === attributes["code"]);
  return code === undefined ? null : { code, message: text };
}
