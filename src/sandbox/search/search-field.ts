import type { ApiObject } from "../api-object";
import { fieldOf, inside } from "../store/fields";
import type { SearchClause } from "./parse-query";

/** Fields that search reads in another way than lists do; keyed by resource and field. */
const readers: Readonly<Record<string, (object: ApiObject) => unknown>> = {
  // "true": all of it, "false": a part of it, null: nothing of it.
  "charge.refunded": ({ refunded, amount_refunded: part }) => (refunded === true ? true : Number(part) > 0 ? false : null),
  "invoice.last_finalization_error_code": (invoice) => inside(invoice, "last_finalization_error", "code"),
  "invoice.last_finalization_error_type": (invoice) => inside(invoice, "last_finalization_error", "type"),
};

/** The value that a clause is about. */
export function readSearchField(object: ApiObject, { field, key }: SearchClause): unknown {
  if (key !== null) return inside(object["metadata"], key);
  const read = readers[`${object.object}.${field}`];
  if (read) return read(object);
  return field.includes(".") ? inside(object, ...field.split(".")) : fieldOf(object, field, undefined);
}
