import { oneOf, property, unlimitedBy, wholeNumber } from "../property";

/** Settings that say when Stripe is asked at all. */
export const memoryProperties = {
  CacheTolerance: property<number>({
    label: "Rows stay good for",
    doc: "Seconds that rows which were read are used again without asking Stripe; 0 to ask it every time. Refresh always asks.",
    group: "Reading",
    default: 300,
    parse: wholeNumber(0, "CacheTolerance is a whole number of seconds, or 0 to ask Stripe every time."),
  }),
  CacheSize: property<number>({
    label: "Memory for rows",
    doc: "Megabytes of memory that rows may take to be used again; 0 to keep none.",
    group: "Reading",
    default: 256,
    parse: wholeNumber(0, "CacheSize is a whole number of megabytes, or 0 to keep no rows."),
  }),
  MaxRequests: property<number | null>({
    label: "Request limit",
    doc: "Requests that one query may take before it asks or stops; 0 for no limit.",
    group: "Reading",
    default: 500,
    parse: unlimitedBy("0", wholeNumber(1, "MaxRequests is a whole number, or 0 for no limit.")),
  }),
  Search: property<"off" | "allow">({
    label: "Stripe's search",
    doc: "allow: conditions that only Stripe's search takes are sent to it, which is quicker but may miss rows of the last minutes. off: such rows are listed and checked here.",
    group: "Reading",
    default: "off",
    choices: ["off", "allow"],
    parse: oneOf("off", "allow"),
  }),
};
