import type { NumberRange, ReadContext, ScanEstimate } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { creationTime, type TimeOf } from "./creation-time";
import { listColumns } from "./embedded-children";
import { extrapolateRows, type Probe, secondLook } from "./extrapolate";
import { type ListPage, readPage } from "./list-page";
import { listRequests, sentParameters, unfedParents } from "./list-requests";
import type { Listing } from "./listing";
import { addRanges } from "./number-range";
import { takeBounds, withBounds } from "./windows/bounded-request";

const one: NumberRange = { least: 1, most: 1 };
const none: NumberRange = { least: 0, most: 0 };
const unknown: NumberRange = { least: 0, most: null };

/**
 * What a listing would take; sends at most two requests, and none without a client and a context.
 * @throws AppError `SQL_FILTER_REQUIRED`, and the client's errors.
 */
export async function estimateListing(
  client: StripeClient | null,
  listing: Listing,
  context: ReadContext | null,
): Promise<ScanEstimate> {
  const { plan, conditions, columns } = listing;
  const sent = sentParameters(plan, conditions);
  const requests = listRequests(plan, conditions, columns);
  if (requests.length === 0) return { requests: none, rows: none, basis: "counted", sent };
  if (plan.catalog.kind === "singleton") return { requests: one, rows: one, basis: "counted", sent };
  if (client === null || context === null) return { requests: null, rows: null, basis: "unknown", sent };
  const [parent] = unfedParents(plan, conditions);
  if (parent !== undefined) return { ...(await estimateEachParent(client, { listing, column: parent.filter.column }, context)), sent };
  const lists = requests.map((request) => ({ request, timeOf: creationTime(plan), pageRows: pageRowsOf(request) }));
  const different = lists.filter(({ request }, index) => lists.findIndex((one) => isSame(one.request, request)) === index);
  const probed = await probe(client, different, context);
  const rowsOf = (list: ProbedList): NumberRange => probed[different.findIndex((one) => isSame(one.request, list.request))] ?? unknown;
  const pages = lists.map((list) => pagesFor(rowsOf(list), list)).reduce(addRanges);
  const embeds = columns.some(({ source }) => source.from === "value" && source.value.list);
  return { requests: embeds ? { ...pages, most: null } : pages, rows: probed.reduce(addRanges), basis: "probed", sent };
}

/** A list that may have changed while others were read is read once more. */
function isSame(one: StripeRequest, other: StripeRequest): boolean {
  return JSON.stringify(one.query) === JSON.stringify(other.query);
}

type ProbedList = { readonly request: StripeRequest; readonly timeOf: TimeOf | null; readonly pageRows: number };

function pageRowsOf({ query }: StripeRequest): number {
  return Number(new Map(query).get("limit") ?? Infinity);
}

/** A list is at least one request; embedded lists that have to be read on are more, nobody knows how many. */
function pagesFor({ least, most }: NumberRange, { pageRows }: ProbedList): NumberRange {
  const pages = (count: number): number => Math.max(1, Math.ceil(count / pageRows));
  return { least: pages(least), most: most === null ? null : pages(most) };
}

/** Rows of each list: by the first pages of two lists, or by two pages of the only one. */
async function probe(client: StripeClient, lists: readonly ProbedList[], context: ReadContext): Promise<readonly NumberRange[]> {
  const [only, ...others] = lists;
  if (only === undefined) return [];
  if (others.length === 0) return [await probeTwice(client, only, context)];
  const firstTwo = await Promise.all(lists.slice(0, 2).map((list) => readPage(client, { request: list.request, cursor: null }, context)));
  const known = firstTwo.map(({ objects, next }) => ({ least: objects.length, most: next === null ? objects.length : null }));
  return [...known, ...lists.slice(2).map(() => unknown)];
}

async function probeTwice(client: StripeClient, { request, timeOf }: ProbedList, context: ReadContext): Promise<NumberRange> {
  const page = await readPage(client, { request, cursor: null }, context);
  const first = timeOf === null ? null : probeOf(page, timeOf);
  if (first === null || timeOf === null || !first.hasMore) {
    return { least: page.objects.length + (page.next === null ? 0 : 1), most: page.next === null ? page.objects.length : null };
  }
  const { request: unbounded, bounds } = takeBounds(request);
  const to = secondLook(first, bounds.from);
  const older = await readPage(client, { request: withBounds(unbounded, { from: bounds.from, to }), cursor: null }, context);
  const second = probeOf(older, timeOf) ?? { rows: 0, newest: to, oldest: to, hasMore: false };
  return extrapolateRows({ first, second, from: bounds.from });
}

function probeOf({ objects, next }: ListPage, timeOf: TimeOf): Probe | null {
  const timeAt = (object: JsonObject | undefined): number | null => (object === undefined ? null : timeOf(object));
  const newest = timeAt(objects[0]);
  const oldest = timeAt(objects.at(-1));
  return newest === null || oldest === null ? null : { rows: objects.length, newest, oldest, hasMore: next !== null };
}

type EachParent = { readonly listing: Listing; readonly column: string };

/** As many lists as the parent table has rows, less those that its rows show already. */
async function estimateEachParent(
  client: StripeClient,
  { listing, column }: EachParent,
  context: ReadContext,
): Promise<Pick<ScanEstimate, "requests" | "rows" | "basis">> {
  const plan = listing.plan.parentOf(column);
  if (plan === undefined) return { requests: null, rows: null, basis: "unknown" };
  const parents = await estimateListing(client, { plan, conditions: { equals: {}, ranges: {} }, columns: [], extent: "all" }, context);
  if (parents.requests === null || parents.rows === null) return { requests: null, rows: null, basis: "unknown" };
  const mayShow = listColumns(plan, listing).length > 0;
  const lists = { least: mayShow ? 0 : parents.rows.least, most: null };
  return { requests: addRanges(parents.requests, lists), rows: null, basis: parents.basis };
}
