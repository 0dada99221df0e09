import type { ApiObject, HiddenFields } from "../api-object";

/** Filters whose value is not simply the field of the same name; keyed by resource and parameter. */
const readers: Readonly<Record<string, (object: ApiObject) => unknown>> = {
  "event.delivery_success": (event) => event["pending_webhooks"] === 0,
  "event.types": (event) => event["type"],
  "invoice.subscription": (invoice) => inside(invoice, "parent", "subscription_details", "subscription"),
  // The parameter is named after a field that the object does not have.
  "invoiceitem.created": (item) => item["date"],
  "invoiceitem.pending": (item) => item["invoice"] === null,
  "price.lookup_keys": (price) => price["lookup_key"],
  "product.ids": (product) => product.id,
  "promotion_code.coupon": (code) => inside(code, "promotion", "coupon"),
  "subscription.current_period_end": (subscription) => eachItem(subscription, "current_period_end"),
  "subscription.current_period_start": (subscription) => eachItem(subscription, "current_period_start"),
  "subscription.plan": (subscription) => eachItem(subscription, "plan", "id"),
  "subscription.price": (subscription) => eachItem(subscription, "price", "id"),
};

/** What a list filters on: a value, or several where one match is enough. */
export function fieldOf(object: ApiObject, name: string, hidden: HiddenFields | undefined): unknown {
  const read = readers[`${object.object}.${name}`];
  return read ? read(object) : (object[name] ?? hidden?.[name]);
}

/** When an object came to be, for the order of lists; 0 for objects that carry no time. */
export function timeOf(object: ApiObject): number {
  const time = object["created"] ?? object["date"];
  return typeof time === "number" ? time : 0;
}

/** Follows keys into nested objects; `undefined` where they end early. */
export function inside(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => (isRecord(found) ? found[key] : undefined), value);
}

/** True for a plain object; lists and `null` are none. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function eachItem(subscription: ApiObject, ...keys: readonly string[]): unknown[] {
  const items = inside(subscription, "items", "data");
  return Array.isArray(items) ? items.map((item) => inside(item, ...keys)) : [];
}
