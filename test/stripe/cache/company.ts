import { AppError } from "../../../src/base/app-error";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox";
import { createStripeSource, type StripeSourceOptions } from "../../../src/stripe/create-stripe-source";
import type { TableLoad } from "../../../src/table/query-result";
import type { Conditions, Extent, Freshness, ReadContext, RowSource, ScanRequest } from "../../../src/table/row-source";
import type { Row, Table } from "../../../src/table/table";
import { createFakeClock, type FakeClock } from "../../fakes/fake-clock";
import { clientOf } from "../changes/kept-table";

export const everything: Conditions = { equals: {}, ranges: {} };

/** A company whose tables are read through the memory of a connection. */
export type Company = {
  readonly sandbox: Sandbox;
  readonly clock: FakeClock;
  readonly source: RowSource;
  /** Paths of the requests so far. */
  readonly paths: readonly string[];
  /** Requests that are sent and not answered, nor cancelled. */
  readonly open: () => number;
  readonly table: (name: string) => Table;
};

/** Called before each request goes on its way, which it does when the promise resolves. */
export type Gate = (signal: AbortSignal) => Promise<void>;

export const today = Date.UTC(2026, 0, 31);

/** Opens a {@link Company}; two with one seed hold the same. */
export function openCompany(
  { seed = 5, scale = 0.03, gate, visibilityLagSeconds = 0 }: { readonly seed?: number; readonly scale?: number; readonly gate?: Gate; readonly visibilityLagSeconds?: number },
  options: Partial<StripeSourceOptions> = {},
): Company {
  const clock = createFakeClock(today);
  const sandbox = createSandbox({ seed, scale, now: today, clock, visibilityLagSeconds });
  return { ...readFrom(sandbox, clock, { gate, options }), sandbox, clock };
}

/** Another connection to the same company. */
export function readFrom(
  sandbox: Sandbox,
  clock: FakeClock,
  { gate, options = {} }: { readonly gate?: Gate | undefined; readonly options?: Partial<StripeSourceOptions> },
): Omit<Company, "sandbox" | "clock"> {
  const inner = clientOf(sandbox);
  const paths: string[] = [];
  let open = 0;
  const client: StripeSourceOptions["client"] = {
    async get(request, context) {
      paths.push(request.path);
      open++;
      try {
        await gate?.(context.signal);
        return await inner.get(request, context);
      } catch (failure) {
        throw AppError.from(failure);
      } finally {
        open--;
      }
    },
  };
  const source = createStripeSource({ client, timeZone: "UTC", now: () => clock.now(), ...options });
  return { source, paths, open: () => open, table: (name) => source.find(name)! };
}

/** A context that keeps what it is told. */
export function listening(freshness?: Freshness, signal = new AbortController().signal) {
  const loads: TableLoad[] = [];
  const heard = { requests: 0, rows: 0, partial: [] as string[] };
  const context: ReadContext = {
    signal,
    ...(freshness === undefined ? {} : { freshness }),
    onRequest: () => void heard.requests++,
    onRows: (count) => void (heard.rows += count),
    onPartial: ({ code }) => void heard.partial.push(code),
    onLoad: (load) => void loads.push(load),
  };
  return { context, loads, heard };
}

export type Scan = { readonly table: string; readonly columns: readonly string[]; readonly conditions?: Conditions; readonly extent?: Extent };

export function scanRequest(company: Pick<Company, "table">, { table, columns, conditions = everything, extent = "all" }: Scan): ScanRequest {
  return { table: company.table(table), columns, conditions, extent };
}

/** All rows of a scan. */
export async function readAll(company: Pick<Company, "source" | "table">, scan: Scan, context: ReadContext): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of company.source.scan(scanRequest(company, scan), context)) rows.push(...page);
  return rows;
}
