import type { TableEstimate } from "../../src/app/query-estimate";

/** Charges of a year: a thousand pages or somewhat more, at 25 requests a second. */
export const chargesEstimate: TableEstimate = {
  table: "charges",
  sent: ["created[gte]=1767225600"],
  local: ["amount"],
  dependent: false,
  stopsEarly: false,
  requests: { least: 1000, most: 1300 },
  rows: { least: 100_000, most: 130_000 },
  seconds: { least: 40, most: 52 },
  basis: "probed",
};
