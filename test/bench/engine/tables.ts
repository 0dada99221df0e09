import type { JsonObject } from "../../../src/stripe/json-object";
import type { SqlValue } from "../../../src/table/column";

export type ColumnKind = "text" | "integer" | "boolean";
export type FlatColumn = readonly [name: string, kind: ColumnKind, read: (object: JsonObject) => SqlValue | boolean];

/** What the peers load: they know no Stripe, so that somebody has to flatten the objects for them. */
export type FlatTable = { readonly name: "charges" | "customers"; readonly columns: readonly FlatColumn[] };

const part = (object: JsonObject, name: string): JsonObject => object[name] as JsonObject;
const at = (name: string, kind: ColumnKind): FlatColumn => [name, kind, (object) => object[name] as SqlValue];
const within = (outer: string, inner: string, kind: ColumnKind): FlatColumn => [
  `${outer}_${inner}`,
  kind,
  (object) => part(object, outer)[inner] as SqlValue,
];

const days = new Map<number, string>();
const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** `YYYY-MM-DD HH:MM:SS` in UTC of seconds since 1970. */
function timeText(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  let date = days.get(day);
  if (date === undefined) days.set(day, (date = new Date(day * 86_400_000).toISOString().slice(0, 10)));
  const rest = seconds - day * 86_400;
  return `${date} ${two[Math.floor(rest / 3600)]}:${two[Math.floor((rest % 3600) / 60)]}:${two[rest % 60]}`;
}
const created: FlatColumn = ["created", "text", (object) => timeText(object["created"] as number)];

/** Twenty columns of charges, seven of customers. */
export const flatTables: readonly FlatTable[] = [
  {
    name: "charges",
    columns: [
      at("id", "text"), at("amount", "integer"), at("amount_refunded", "integer"), at("balance_transaction", "text"),
      within("billing_details", "email", "text"), within("billing_details", "name", "text"), at("captured", "boolean"), created,
      at("currency", "text"), at("customer", "text"), at("description", "text"), at("failure_code", "text"), within("outcome", "network_status", "text"),
      within("outcome", "risk_score", "integer"), at("paid", "boolean"), at("payment_intent", "text"), at("payment_method", "text"),
      within("payment_method_details", "type", "text"), at("refunded", "boolean"), at("status", "text"),
    ],
  },
  {
    name: "customers",
    columns: [
      at("id", "text"), within("address", "country", "text"), created, at("currency", "text"), at("delinquent", "boolean"), at("email", "text"), at("name", "text"),
    ],
  },
];

/** The rows of a table, flattened. */
export function flatten({ columns }: FlatTable, objects: readonly JsonObject[]): (SqlValue | boolean)[][] {
  const readers = columns.map(([, , read]) => read);
  return objects.map((object) => readers.map((read) => read(object)));
}
