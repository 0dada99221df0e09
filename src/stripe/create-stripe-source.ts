import { AppError } from "../base/app-error";
import { catalogTables, findCatalogTable } from "../catalog/catalog";
import type { CatalogTable } from "../catalog/catalog-table";
import { judgementOf } from "../catalog/judgement";
import type { LookupRequest, ReadContext, RowSource, ScanRequest } from "../table/row-source";
import type { Row } from "../table/table";
import type { StripeClient } from "./client";
import { createDecoders } from "./decode-value";
import type { ColumnPlan, RowInput } from "./declare-columns";
import { declareTable, type TablePlan, type TableTools } from "./declare-table";
import type { JsonObject } from "./json-object";
import { listPages } from "./listing/list-pages";
import { listRequests, retrieveRequest } from "./listing/list-requests";
import type { StripeRequest } from "./request";
import { createTimeZone } from "./time-zone";

export type StripeSourceOptions = {
  readonly client: StripeClient;
  /** Zone of the timestamps that SQL sees: an IANA name or `UTC`. */
  readonly timeZone: string;
};

/** Stripe's tables as rows. @throws AppError `BAD_SETTING` for an unknown time zone. */
export function createStripeSource({ client, timeZone }: StripeSourceOptions): RowSource {
  const zone = createTimeZone(timeZone);
  const tools: TableTools = { zone, decoders: createDecoders(zone), tableOf: tableOfResource() };
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
    const columns = request.columns.map((name) => columnOf(plan, name));
    return { plan, columns, expand: [...new Set(columns.flatMap(({ expand }) => (expand === undefined ? [] : [expand])))] };
  }

  return {
    find: (name) => planOf(name)?.table,
    names: () => catalogTables().map(({ name }) => name),
    scan: (request, context) => scan(client, { ...reading(request), request }, context),
    lookup: (request, context) => lookup(client, { ...reading(request), request }, context),
    estimate: () => Promise.resolve({ requests: null, rows: null, basis: "unknown", sent: [] }),
  };
}

type Reading = { readonly plan: TablePlan; readonly columns: readonly ColumnPlan[]; readonly expand: readonly string[] };

async function* scan(
  client: StripeClient,
  { plan, columns, expand, request }: Reading & { readonly request: ScanRequest },
  context: ReadContext,
): AsyncGenerator<readonly Row[]> {
  const asked = request.conditions.equals;
  const isNew = createNoveltyCheck(plan.catalog.key);
  for (const list of listRequests(plan, request.conditions, expand)) {
    const pages = plan.catalog.kind === "singleton" ? singleton(client, list, context) : listPages(client, list, context);
    for await (const objects of endWhenNamedObjectIsMissing(pages)) {
      const fresh = objects.filter(isNew);
      reportCutLists(columns, fresh, context);
      yield fresh.map((object) => readRow(columns, { object, asked }));
    }
  }
}

async function lookup(
  client: StripeClient,
  { plan, columns, expand, request }: Reading & { readonly request: LookupRequest },
  context: ReadContext,
): Promise<Row | null> {
  const get = retrieveRequest(plan, request.key, expand);
  if (get === null) return null;
  try {
    const object = await client.get(get, context);
    if (object["deleted"] === true) return null;
    reportCutLists(columns, [object], context);
    return readRow(columns, { object, asked: {} });
  } catch (failure) {
    if (isMissing(failure)) return null;
    throw failure;
  }
}

async function* singleton(
  client: StripeClient,
  request: StripeRequest,
  context: ReadContext,
): AsyncGenerator<readonly JsonObject[]> {
  yield [await client.get(request, context)];
}

/**
 * A condition that names an object which does not exist (`customer = 'cus_typo'`) has no rows; Stripe answers it with an error.
 * Once rows came, whatever is missing (the cursor, an object deleted meanwhile) would make the list shorter.
 */
async function* endWhenNamedObjectIsMissing(
  pages: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<readonly JsonObject[]> {
  let begun = false;
  try {
    for await (const page of pages) {
      begun = true;
      yield page;
    }
  } catch (failure) {
    if (begun || !isMissing(failure)) throw failure;
  }
}

function isMissing(failure: unknown): failure is AppError {
  return failure instanceof AppError && failure.code === "NOT_FOUND" && failure.detail["stripeCode"] === "resource_missing";
}

/** True for an object that the scan has not delivered yet; lists can overlap when objects change meanwhile. */
function createNoveltyCheck(key: string | null): (object: JsonObject) => boolean {
  const seen = new Set<unknown>();
  return (object) => {
    const id = key === null ? undefined : object[key];
    if (typeof id !== "string") return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  };
}

function readRow(columns: readonly ColumnPlan[], input: RowInput): Row {
  return columns.map(({ read }) => read(input));
}

/** The rows are all there, but a list within one of them is not. */
function reportCutLists(columns: readonly ColumnPlan[], objects: readonly JsonObject[], context: ReadContext): void {
  for (const { column, isCut } of columns) {
    if (isCut === undefined || !objects.some(isCut)) continue;
    context.onPartial?.({
      code: "ROW_LIMIT",
      message: `Lists in the column ${column.name} hold their first entries only; the table of these entries has them all.`,
    });
  }
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
