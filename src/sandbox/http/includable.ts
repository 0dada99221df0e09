import type { ApiObject } from "../api-object";
import { embed, type EmbeddedList } from "../embedded-list";
import type { Database } from "../store/database";

type Includable = { readonly resource: string; readonly by: string; readonly url: (id: string) => string };

/** Lists that are absent until they are expanded; keyed by resource and field. */
const includables: Readonly<Record<string, Includable>> = {
  "charge.refunds": { resource: "refund", by: "charge", url: (id) => `/v1/charges/${id}/refunds` },
  "customer.sources": { resource: "account|bank_account|card|source", by: "customer", url: (id) => `/v1/customers/${id}/sources` },
  "customer.subscriptions": { resource: "subscription", by: "customer", url: (id) => `/v1/customers/${id}/subscriptions` },
  "customer.tax_ids": { resource: "tax_id", by: "customer", url: (id) => `/v1/customers/${id}/tax_ids` },
  "invoice.payments": { resource: "invoice_payment", by: "invoice", url: (id) => `/v1/invoice_payments?invoice=${id}` },
};

/** The resource behind an includable list, if the field is one. */
export function includableResource(object: Readonly<Record<string, unknown>>, field: string): string | undefined {
  return includables[`${String(object["object"])}.${field}`]?.resource;
}

/** The first page of an includable list. */
export function include(database: Database, object: Readonly<Record<string, unknown>>, field: string): EmbeddedList<ApiObject> | undefined {
  const rule = includables[`${String(object["object"])}.${field}`];
  const id = object["id"];
  if (!rule || typeof id !== "string") return undefined;
  const rows = database.collection(rule.resource).where(rule.by, id).filter(isShown);
  return embed(rows, rule.url(id));
}

function isShown({ object, status }: ApiObject): boolean {
  return object !== "subscription" || (status !== "canceled" && status !== "incomplete_expired");
}
