import type { PartialReason } from "../table/query-result";
import type { LastRun } from "./app-api";
import { child, element, type XmlElement } from "./xml";

/** The last run of a query as it stands in the workbook. */
export function lastRunElement({ at, rows, complete, reasons, requests, elapsedMs, mode, error }: LastRun): XmlElement {
  const known = Object.entries({ at, rows, complete, requests, elapsedMs, mode }).filter(([, value]) => value !== undefined);
  return element("lastRun", {
    attributes: Object.fromEntries(known.map(([name, value]) => [name, String(value)])),
    children: [
      ...reasons.map(({ code, message }) => element("reason", { attributes: { code }, text: message })),
      ...(error === null ? [] : [element("error", { text: error })]),
    ],
  });
}

/** `null` when it never ran, `undefined` when it cannot be read. */
export function toLastRun(run: XmlElement | undefined): LastRun | null | undefined {
  if (run === undefined) return null;
  const at = Number(run.attributes["at"]);
  const rows = Number(run.attributes["rows"]);
  if (!Number.isFinite(at) || !Number.isFinite(rows)) return undefined;
  const reasons = run.children.filter(({ name }) => name === "reason").map(toReason);
  const error = child(run, "error")?.text ?? null;
  const complete = run.attributes["complete"] === "true";
  if (!reasons.every((one) => one !== null)) return undefined;
  return { at, rows, complete, reasons, ...laterFigures(run), error };
}

/** Figures that earlier versions did not note. */
function laterFigures({ attributes }: XmlElement): Pick<LastRun, "requests" | "elapsedMs" | "mode"> {
  const { mode } = attributes;
  const requests = Number(attributes["requests"]);
  const elapsedMs = Number(attributes["elapsedMs"]);
  return {
    ...(Number.isFinite(requests) ? { requests } : {}),
    ...(Number.isFinite(elapsedMs) ? { elapsedMs } : {}),
    ...(mode === "test" || mode === "live" ? { mode } : {}),
  };
}

const reasonCodes: readonly PartialReason["code"][] = [
  "ROW_LIMIT",
  "PERMISSION",
  "CANCELLED",
  "EVENT_WINDOW",
  "NOT_ENABLED",
  "SEARCH_LAG",
];

function toReason({ attributes, text }: XmlElement): PartialReason | null {
  const code = reasonCodes.find((one) => one === attributes["code"]);
  return code === undefined ? null : { code, message: text };
}
