import { catalogTables, findCatalogTable } from "../catalog/catalog";
import type { CatalogTable } from "../catalog/catalog-table";
import { judgementOf } from "../catalog/judgement";
import type { LookupRequest, ReadContext, RowSource, ScanRequest } from "../table/row-source";
import type { Row } from "../table/table";
import type { StripeClient } from "./client";
import { createDecoders } from "./decode-value";
import type { ColumnPlan, RowInput } from "./declare-columns";
import { declareTable, type TablePlan, type TableTools } from "./declare-table";
import { createListingReader } from "./listing/create-listing-reader";
import type { Listing, ReadListing } from "./listing/listing";
import { readObject } from "./listing/read-object";
import { createTimeZone } from "./time-zone";

export type StripeSourceOptions = {
  readonly client: StripeClient;
  /** Zone of the timestamps that SQL sees: an IANA name or `UTC`. */
  readonly timeZone: string;
  /** Milliseconds since 1970 UTC. */
  readonly now?: () => number;
  /** Bytes that rows may take in memory to be used again; 0 when absent. */
  readonly cacheBytes?: number;
  /** Whether Stripe's search may be used; `off` when absent. */
  readonly search?: "off" | "allow";
};

/** Stripe's tables as rows. @throws AppError `BAD_SETTING` for an unknown time zone. */
export function createStripeSource({ client, timeZone }: StripeSourceOptions): RowSource {
  const zone = createTimeZone(timeZone);
  const tools: TableTools = { zone, decoders: createDecoders(zone), tableOf: tableOfResource() };
  const readListing = createListingReader(client);
  const declared = new Map<CatalogTable, TablePlan>();

  function planOf(name: string): TablePlan | undefined {
    const catalog = findCatalogTable(name);
    if (catalog === undefined) return undefined;
    const plan = declared.get(catalog) ?? declareTable(catalog, judgementOf(catalog), tools);
    declared.set(catalog, plan);
    return plan;
  }

  function reading(request: { readonly table: { readonly name: string }; readonly columns: readonly string[] }): Reading {
    const plan = planOf(request.table.name);
    if (plan === undefined) throw new Error(`not a table of this source: ${request.table.name}`);
    return { plan, columns: request.columns.map((name) => columnOf(plan, name)) };
  }

  return {
    find: (name) => planOf(name)?.table,
    names: () => catalogTables().map(({ name }) => name),
    scan: (request, context) => scan(readListing, { ...reading(request), request }, context),
    lookup: (request, context) => lookup(client, { ...reading(request), request }, context),
    estimate: () => Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [] }),
  };
}

type Reading = { readonly plan: TablePlan; readonly columns: readonly ColumnPlan[] };

async function* scan(
  readListing: ReadListing,
  { plan, columns, request }: Reading & { readonly request: ScanRequest },
  context: ReadContext,
): AsyncGenerator<readonly Row[]> {
  const listing: Listing = { plan, columns, conditions: request.conditions, extent: request.extent ?? "some" };
  for await (const { objects, asked } of readListing(listing, context)) {
    yield objects.map((object) => readRow(columns, { object, asked }));
  }
}

async function lookup(
  client: StripeClient,
  { plan, columns, request }: Reading & { readonly request: LookupRequest },
  context: ReadContext,
): Promise<Row | null> {
  const object = await readObject(client, { plan, columns, key: request.key }, context);
  return object === null ? null : readRow(columns, { object, asked: {} });
}

function readRow(columns: readonly ColumnPlan[], input: RowInput): Row {
  return columns.map(({ read }) => read(input));
}

function columnOf(plan: TablePlan, name: string): ColumnPlan {
  const found = plan.columns.get(name);
  if (found === undefined) throw new Error(`not a column of ${plan.table.name}: ${name}`);
  return found;
}

/** The top-level table of a resource: the one whose rows its ids name. */
function tableOfResource(): (resource: string) => string | undefined {
  const tables = new Map<string, string>();
  for (const table of catalogTables()) {
    if (table.parents.length === 0 && table.retrieve !== null && table.kind === "list" && !tables.has(table.resource)) {
      tables.set(table.resource, table.name);
    }
  }
  return (resource) => tables.get(resource);
}
