import { catalogApiVersion } from "../../catalog/catalog";
import type { ApiObject } from "../api-object";
import type { Random } from "./random";

export type EventFacts = {
  readonly type: string;
  readonly object: ApiObject;
  /** Unix seconds. */
  readonly created: number;
  /** For updates: the fields that changed, with their former values. */
  readonly previous?: Readonly<Record<string, unknown>>;
};

/** What Stripe notes when an object comes, changes or goes. */
export function newEvent(random: Random, { type, object, created, previous }: EventFacts): ApiObject {
  return {
    id: random.id("evt_1", 23),
    object: "event",
    api_version: catalogApiVersion,
    created,
    data: previous ? { object, previous_attributes: previous } : { object },
    livemode: false,
    pending_webhooks: 0,
    request: { id: null, idempotency_key: null },
    type,
  };
}

/** The first part of the types of a resource's events, where it is not the resource's own name. */
const eventSubjects: Readonly<Record<string, string>> = {
  dispute: "charge.dispute",
  subscription: "customer.subscription",
  tax_id: "customer.tax_id",
};

/** Resources whose coming has a name of its own. */
const arrivals: Readonly<Record<string, string>> = {
  charge: "charge.succeeded",
  payment_method: "payment_method.attached",
};

/** Resources that never cause an event. */
const silent = new Set(["balance_transaction", "customer_balance_transaction", "event", "line_item", "subscription_item", "invoice_payment"]);

/** The type of the event for a change, such as `customer.subscription.updated`; `null` where Stripe sends none. */
export function eventType(object: ApiObject, change: "created" | "updated" | "deleted"): string | null {
  const resource = object.object;
  if (silent.has(resource)) return null;
  if (resource === "charge" && change === "created" && object["status"] === "failed") return "charge.failed";
  const arrival = change === "created" ? arrivals[resource] : undefined;
  return arrival ?? `${eventSubjects[resource] ?? resource}.${change}`;
}
