import { AppError } from "../base/app-error";
import { nodeClock } from "../platform/node/clock";
import { fewestCharges } from "../sandbox/company/company";
import { skews } from "../sandbox/company/time-spread";
import { faultKinds, type FaultKind, type FaultOptions } from "../sandbox/faults/faults";
import { optionalProducts } from "../sandbox/http/product-access";
import type { SandboxOptions } from "../sandbox/sandbox";
import type { CommandInput, OptionDeclaration } from "./command";
import { numberOption } from "./parse-number";
import { startOfToday } from "./sandbox-connection";

/** The options of `xlstripe sandbox` that say what the sandbox is like; `docs/sandbox.md` explains them. */
export const sandboxOptions: Readonly<Record<string, OptionDeclaration>> = {
  seed: { value: "N", doc: "which company (default 1)" },
  scale: { value: "N", doc: "how big: 1 is about 2,000 customers and 10,000 charges (default 1)" },
  charges: { value: "N", doc: "exactly this many charges" },
  skew: { value: "KIND", doc: "how times are spread: uniform, grow or burst (default as of a growing company)", choices: skews },
  now: { value: "DATE", doc: "the company's today, such as 2026-01-31 (default today, 00:00 UTC)" },
  latency: { value: "MS", doc: "milliseconds that every answer waits (default 0)" },
  rps: { value: "N", doc: "requests a second before it answers 429 (default no limit)" },
  "endpoint-rps": { value: "N", doc: "the same for each endpoint (default no limit)" },
  "search-rps": { value: "N", doc: "the same for all searches together (default 20 with --rps or --endpoint-rps)" },
  concurrency: { value: "N", doc: "requests at the same time before it answers 429 (default no limit)" },
  faults: { value: "SHARE", doc: `share of requests that fail, such as 0.02 or 0.02:500,reset (kinds: ${faultKinds.join(", ")})` },
  mutate: { value: "N", doc: "customers and charges that come, change or go each second (default 0)" },
  "visibility-lag": { value: "S", doc: "seconds until the last new object appears in lists (default 0)" },
  "search-lag": { value: "S", doc: "seconds that the search index is behind (default 0)" },
  "not-enabled": { value: "PRODUCT", doc: `a product that the account does not have (${optionalProducts.join(", ")}); may be repeated`, multiple: true },
};

const rate = { least: 0.1, most: 1_000_000, whole: false } as const;
const seconds = { least: 0, most: 86_400, whole: false } as const;

/** Reads them. @throws AppError `BAD_ARGUMENT`. */
export function readSandboxOptions(input: CommandInput): SandboxOptions {
  const skew = skews.find((one) => one === input.text("skew"));
  const faults = readFaults(input.text("faults"));
  return {
    clock: nodeClock,
    now: readDay(input) ?? startOfToday(nodeClock.now()),
    ...(skew === undefined ? {} : { skew }),
    ...(faults === undefined ? {} : { faults }),
    ...given("seed", numberOption(input, "seed", { least: 0, most: 2 ** 31, whole: true })),
    ...given("scale", numberOption(input, "scale", { least: 0.001, most: 100, whole: false })),
    ...given("charges", numberOption(input, "charges", { least: fewestCharges, most: 1_000_000, whole: true })),
    ...given("latencyMs", numberOption(input, "latency", { least: 0, most: 60_000, whole: false })),
    ...given("requestsPerSecond", numberOption(input, "rps", rate)),
    ...given("endpointRequestsPerSecond", numberOption(input, "endpoint-rps", rate)),
    ...given("searchRequestsPerSecond", numberOption(input, "search-rps", rate)),
    ...given("maxConcurrent", numberOption(input, "concurrency", { least: 1, most: 1_000_000, whole: true })),
    ...given("mutationsPerSecond", numberOption(input, "mutate", { least: 0, most: 10_000, whole: false })),
    ...given("visibilityLagSeconds", numberOption(input, "visibility-lag", seconds)),
    ...given("searchLagSeconds", numberOption(input, "search-lag", seconds)),
    notEnabled: input.texts("not-enabled").map(readProduct),
  };
}

/** An option by its name, nothing where it was not given. */
function given<Name extends string>(name: Name, value: number | undefined): Partial<Record<Name, number>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, number>>);
}

function readFaults(text: string | undefined): FaultOptions | undefined {
  if (text === undefined) return undefined;
  const [, share = "", names] = /^([\d.]+)(?::(.+))?$/.exec(text) ?? [];
  const kinds = names?.split(",").map(readFaultKind);
  if (share !== "" && Number(share) >= 0 && Number(share) <= 1) return { share: Number(share), ...(kinds ? { kinds } : {}) };
  throw new AppError("BAD_ARGUMENT", `--faults takes a share of requests such as 0.02, or 0.02:500,reset, not "${text}".`);
}

function readFaultKind(name: string): FaultKind {
  const kind = faultKinds.find((one) => one === name);
  if (kind !== undefined) return kind;
  throw new AppError("BAD_ARGUMENT", `--faults knows ${faultKinds.join(", ")}, not "${name}".`);
}

function readProduct(name: string): string {
  if (optionalProducts.includes(name)) return name;
  throw new AppError("BAD_ARGUMENT", `--not-enabled knows ${optionalProducts.join(", ")}, not "${name}".`);
}

function readDay(input: CommandInput): number | undefined {
  const text = input.text("now");
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new AppError("BAD_ARGUMENT", `--now takes a day such as 2026-01-31, not "${text}".`);
}
