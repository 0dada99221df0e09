import type { Traffic } from "../../../src/sandbox/traffic";
import { type BenchLine, rounded } from "../bench";
import { fewestRequests, type LoadCase } from "./load-case";

/** What was measured of a case. */
export type Loaded = { readonly ms: number; readonly rows: number; readonly traffic: Traffic; readonly exact: boolean };

/** The line of a case; `floor`: the time that the fewest requests take at the server's pace, against ours. */
export function loadLine(name: string, { rps, rows }: LoadCase, loaded: Loaded): Omit<BenchLine, "ratios"> & { readonly ratios: { readonly floor: number } } {
  const minimum = fewestRequests({ rows });
  const { ms, traffic, exact } = loaded;
  return {
    bench: "load",
    case: name,
    value: rounded((loaded.rows / ms) * 1_000),
    unit: "rows/s",
    ratios: { floor: rounded(((minimum / rps) * 1_000) / ms) },
    counts: { rows: loaded.rows, requests: traffic.requests, minimum, throttled: traffic.statuses["429"] ?? 0, preflights: traffic.preflights },
    exact,
  };
}
