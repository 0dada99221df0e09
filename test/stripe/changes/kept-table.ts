import { Secret } from "../../../src/base/secret";
import { catalogTables, findCatalogTable } from "../../../src/catalog/catalog";
import { judgementOf } from "../../../src/catalog/judgement";
import { sendTo } from "../../../src/platform/node/send-http";
import { stripeApiVersion } from "../../../src/stripe/api-version";
import type { ChangeMark, Changes, RawRow } from "../../../src/stripe/changes/changes";
import { createChangeReader } from "../../../src/stripe/changes/create-change-reader";
import { createStripeClient, type StripeClient } from "../../../src/stripe/client";
import { fixedCredential } from "../../../src/stripe/credential";
import { createDecoders, valueAt } from "../../../src/stripe/decode-value";
import type { ColumnPlan } from "../../../src/stripe/declare-columns";
import { declareTable, type TablePlan } from "../../../src/stripe/declare-table";
import type { JsonObject } from "../../../src/stripe/json-object";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { pageItself, type ReadListing } from "../../../src/stripe/listing/listing";
import { untoldLimits } from "../../../src/stripe/pacing/limits";
import { createPacer } from "../../../src/stripe/pacing/pacer";
import { createTimeZone } from "../../../src/stripe/time-zone";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { unconditional } from "../../../src/table/conditions";
import { createFakeClock } from "../../fakes/fake-clock";
import { reading } from "../stripe-fake";

const zone = createTimeZone("UTC");
const tools = { zone, decoders: createDecoders(zone), tableOf: () => undefined };

/** The declaration of a table, in UTC. */
export function planOf(name: string): TablePlan {
  const catalog = findCatalogTable(name);
  if (catalog === undefined) throw new Error(`no table ${name}`);
  return declareTable(catalog, judgementOf(catalog), tools);
}

/** Every table that the catalog has. */
export const allPlans = (): readonly TablePlan[] => catalogTables().map(({ name }) => planOf(name));

/** A client of a sandbox. */
export function clientOf(sandbox: Sandbox, key = "sk_test_sandbox"): StripeClient {
  const clock = createFakeClock();
  return createStripeClient({
    send: sendTo((request) => sandbox.handle(request)),
    clock,
    random: () => 0,
    credentials: fixedCredential(new Secret(key)),
    apiBase: "http://localhost",
    apiVersion: stripeApiVersion,
    accountId: null,
    pacer: createPacer(clock, untoldLimits),
  });
}

/** Kept rows as a reader of changes asks for them. */
export function rawRows(plan: TablePlan, objects: Iterable<JsonObject>): Iterable<RawRow> {
  const paths = new Map(plan.catalog.columns.map(({ name, path }) => [name, path]));
  return [...objects].map((object) => (column: string) => valueAt(object, paths.get(column) ?? [column]));
}

/** What a refresh did. */
export type Refreshed = { readonly requests: number; readonly changes: Changes };

/** A table that is listed once and then kept up to date: the simplest user of a reader of changes. */
export type KeptTable = {
  /** Lists all rows. */
  load(): Promise<void>;
  /** Reads what changed, or lists all rows again where that is the answer. */
  refresh(): Promise<Refreshed>;
  rows(): ReadonlyMap<string, JsonObject>;
};

export type KeptTableOptions = {
  readonly table: string;
  readonly client: StripeClient;
  /** Our clock; `Date.now` of the world where the server is right. */
  readonly now: () => number;
};

/** Makes a {@link KeptTable}, which says that listing it again is dear, so that changes are read if they can be. */
export function keepTable({ table, client, now }: KeptTableOptions): KeptTable {
  const plan = planOf(table);
  const columns = plainColumns(plan);
  const list = createListingReader(client);
  const reader = createChangeReader({ client, list, now });
  const rows = new Map<string, JsonObject>();
  let mark: ChangeMark | null = null;

  async function load(): Promise<void> {
    mark = await reader.mark(plan, now(), reading());
    rows.clear();
    for (const object of await listAll(list, plan, columns)) rows.set(String(object["id"]), object);
  }

  return {
    load,
    async refresh() {
      const context = reading();
      const known = { plan, columns, conditions: unconditional, mark, listRequests: 1_000, rows: () => rawRows(plan, rows.values()) };
      const changes = await reader.read(known, context);
      if (changes.kind === "reload") await load();
      else {
        for (const object of changes.objects) rows.set(String(object["id"]), object);
        for (const key of changes.gone) rows.delete(key);
        ({ mark } = changes);
      }
      return { requests: context.count(), changes };
    },
    rows: () => rows,
  };
}

/** All columns that every list has, so that whole objects can be compared. */
const plainColumns = (plan: TablePlan): readonly ColumnPlan[] => [...plan.columns.values()].filter(({ expand }) => expand === undefined);

/** Every object that a listing gives now. */
export async function listAll(list: ReadListing, plan: TablePlan, columns: readonly ColumnPlan[]): Promise<JsonObject[]> {
  const objects: JsonObject[] = [];
  const pages = list({ plan, columns, conditions: unconditional, extent: "all" }, pageItself, reading());
  for await (const page of pages) objects.push(...page.objects);
  return objects;
}

/** The rows that a full scan gives now, by id. */
export async function scanned(client: StripeClient, table: string): Promise<ReadonlyMap<string, JsonObject>> {
  const plan = planOf(table);
  const objects = await listAll(createListingReader(client), plan, plainColumns(plan));
  return new Map(objects.map((object) => [String(object["id"]), object]));
}
