import { AppError } from "../../base/app-error";
import type { ReadContext } from "../../table/row-source";
import type { StripeClient } from "../client";
import type { ColumnPlan } from "../declare-columns";
import { valueAt } from "../decode-value";
import { isJsonObject, type JsonObject } from "../json-object";
import type { StripeRequest } from "../request";
import { createNovelty } from "./novelty";
import { readInTurn } from "./read-in-turn";
import { runBounded } from "./run-bounded";

/** Objects as a reply has them, and the columns that they must be good for. */
export type Embedding = { readonly columns: readonly ColumnPlan[]; readonly objects: readonly JsonObject[] };

/** A list within an object of which the reply holds the first entries only. */
type CutList = { readonly index: number; readonly column: string; readonly path: readonly string[]; readonly list: JsonObject };

const atOnce = 20;

/**
 * The objects with the lists of the used columns read to their end. What cannot be read on stays as it is, and is told by
 * `onPartial`. https://docs.stripe.com/api/pagination
 */
export async function completeLists(
  client: StripeClient,
  { columns, objects }: Embedding,
  context: ReadContext,
): Promise<readonly JsonObject[]> {
  const items = cutLists(columns, objects);
  if (items.length === 0) return objects;
  const work = (cut: CutList, signal: AbortSignal): Promise<JsonObject> => readRest(client, cut, { ...context, signal });
  const lists = await runBounded({ items, atOnce, work }, context.signal);
  const whole = [...objects];
  for (const [number, { index, path }] of items.entries()) {
    const object = whole[index];
    const list = lists[number];
    if (object !== undefined && list !== undefined) whole[index] = withValue(object, path, list);
  }
  return whole;
}

function cutLists(columns: readonly ColumnPlan[], objects: readonly JsonObject[]): readonly CutList[] {
  return columns.flatMap(({ column, source }) => {
    if (source.from !== "value" || !source.value.list) return [];
    const { path } = source.value;
    return objects.flatMap((object, index) => {
      const list = valueAt(object, path);
      return isJsonObject(list) && list["has_more"] === true ? [{ index, column: column.name, path, list }] : [];
    });
  });
}

async function readRest(client: StripeClient, { list, column }: CutList, context: ReadContext): Promise<JsonObject> {
  const request = requestOf(list);
  const first = entriesOf(list);
  const last = first.at(-1)?.["id"];
  if (request === null || typeof last !== "string") return asItIs(list, column, context);
  const pickNew = createNovelty("id");
  const data = [...pickNew(first)];
  try {
    const rest = readInTurn(client, { request, timeOf: null, after: last }, context);
    for await (const objects of rest) data.push(...pickNew(objects));
    return { ...list, data, has_more: false };
  } catch (failure) {
    if (!isRefusal(failure)) throw failure;
    return asItIs(list, column, context);
  }
}

/** The entries that a list within an object shows. */
export function entriesOf(list: JsonObject): readonly JsonObject[] {
  return Array.isArray(list["data"]) ? list["data"].filter(isJsonObject) : [];
}

/** Stripe's word that it will not show this list; anything else may go better the next time. */
function isRefusal(failure: unknown): boolean {
  return failure instanceof AppError && ["NOT_FOUND", "NOT_ENABLED", "FORBIDDEN", "STRIPE_REFUSED"].includes(failure.code);
}

/** The rows are all there, but a list within one of them is not. */
function asItIs(list: JsonObject, column: string, context: ReadContext): JsonObject {
  context.onPartial?.({
    code: "LIST_CUT",
    message: `Lists in the column ${column} hold their first entries only; Stripe did not show the rest.`,
  });
  return list;
}

/** A list tells its own address: `/v1/invoices/in_1/lines`, or `/v1/subscription_items?subscription=sub_1`. */
export function requestOf(list: JsonObject): StripeRequest | null {
  const url = list["url"];
  if (typeof url !== "string" || !url.startsWith("/v1/")) return null;
  const { pathname, searchParams } = new URL(url, "https://api.stripe.com");
  const endpoint = pathname.replace(/^(\/v1\/.+\/)[^/]+(\/[^/]+)$/, "$1{id}$2");
  return { path: pathname, query: [...searchParams, ["limit", "100"]], endpoint };
}

function withValue(object: JsonObject, [step, ...rest]: readonly string[], value: JsonObject): JsonObject {
  if (step === undefined) return value;
  const inner = object[step];
  return { ...object, [step]: withValue(isJsonObject(inner) ? inner : {}, rest, value) };
}
