import { eventTypesOf } from "../../catalog/table-refresh";
import type { ApiObject } from "../api-object";

/** What happened to an object; `previous` has the former values of the fields that changed. */
export type Change =
  | { readonly kind: "created" | "deleted" }
  | { readonly kind: "updated"; readonly previous: Readonly<Record<string, unknown>> };

/** The last part of the type of the event that tells of a new object, where it is not `created`. */
const arrivals: Readonly<Record<string, (object: ApiObject) => string>> = {
  charge: ({ status }) => String(status),
  payment_method: () => "attached",
};

/** What else is told when a field comes to have a value: the last part of the event's type. */
type Turn = { readonly field: string; readonly value?: unknown; readonly told: string };

const turns: Readonly<Record<string, readonly Turn[]>> = {
  charge: [
    { field: "captured", value: true, told: "captured" },
    { field: "amount_refunded", told: "refunded" },
  ],
  credit_note: [{ field: "status", value: "void", told: "voided" }],
  dispute: [
    { field: "status", value: "won", told: "closed" },
    { field: "status", value: "lost", told: "closed" },
    { field: "status", value: "warning_closed", told: "closed" },
  ],
  invoice: [
    { field: "status", value: "open", told: "finalized" },
    { field: "status", value: "paid", told: "paid" },
    { field: "status", value: "void", told: "voided" },
    { field: "status", value: "uncollectible", told: "marked_uncollectible" },
  ],
  payment_intent: [
    { field: "status", value: "canceled", told: "canceled" },
    { field: "status", value: "processing", told: "processing" },
    { field: "status", value: "requires_action", told: "requires_action" },
    { field: "status", value: "requires_capture", told: "amount_capturable_updated" },
    { field: "status", value: "requires_payment_method", told: "payment_failed" },
    { field: "status", value: "succeeded", told: "succeeded" },
  ],
  payout: [
    { field: "status", value: "canceled", told: "canceled" },
    { field: "status", value: "failed", told: "failed" },
    { field: "status", value: "paid", told: "paid" },
  ],
  refund: [{ field: "status", value: "failed", told: "failed" }],
  subscription: [
    { field: "status", value: "paused", told: "paused" },
    { field: "status", value: "canceled", told: "deleted" },
    { field: "status", value: "incomplete_expired", told: "deleted" },
  ],
};

/**
 * The types of the events that tell of a change, such as `customer.subscription.updated`; none where Stripe sends none, as for the
 * metadata of a payment intent. https://docs.stripe.com/api/events/types
 */
export function eventTypes(object: ApiObject, change: Change): readonly string[] {
  const endings = endingsOf(object, change);
  return eventTypesOf(object.object).filter((type) => endings.includes(type.slice(type.lastIndexOf(".") + 1)));
}

function endingsOf(object: ApiObject, change: Change): readonly string[] {
  if (change.kind === "created") return [arrivals[object.object]?.(object) ?? "created"];
  if (change.kind !== "updated") return ["deleted"];
  const told = (turns[object.object] ?? [])
    .filter(({ field, value }) => field in change.previous && (value === undefined || object[field] === value))
    .map((turn) => turn.told);
  // The end of a subscription is told as its deletion, and as nothing else.
  return told.includes("deleted") ? told : [...told, "updated"];
}
