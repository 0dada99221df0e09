import { eventTypesOf } from "../../catalog/table-refresh";
import type { ApiObject } from "../api-object";
import type { Books } from "./books";
import { newEvent } from "./event";
import { inside } from "../store/fields";
import { eventsKept } from "../store/retention";

/** Something that happened to an object: the type of its event and where its time stands, if it happened. */
type Moment = { readonly type: string; readonly at: (object: ApiObject) => unknown };

const created = (object: ApiObject): unknown => object["created"];
const when = (...path: readonly string[]) => (object: ApiObject): unknown => inside(object, ...path);
const createdIf = (field: string, value: unknown) => (object: ApiObject): unknown => (object[field] === value ? object["created"] : null);

const moments: Readonly<Record<string, readonly Moment[]>> = {
  charge: [
    { type: "charge.succeeded", at: createdIf("status", "succeeded") },
    { type: "charge.failed", at: createdIf("status", "failed") },
  ],
  credit_note: [{ type: "credit_note.created", at: created }],
  customer: [{ type: "customer.created", at: created }],
  dispute: [{ type: "charge.dispute.created", at: created }],
  invoice: [
    { type: "invoice.created", at: created },
    { type: "invoice.finalized", at: when("status_transitions", "finalized_at") },
    { type: "invoice.paid", at: when("status_transitions", "paid_at") },
    { type: "invoice.voided", at: when("status_transitions", "voided_at") },
    { type: "invoice.marked_uncollectible", at: when("status_transitions", "marked_uncollectible_at") },
  ],
  invoiceitem: [{ type: "invoiceitem.created", at: when("date") }],
  payment_intent: [
    { type: "payment_intent.created", at: created },
    { type: "payment_intent.canceled", at: when("canceled_at") },
  ],
  payment_method: [{ type: "payment_method.attached", at: created }],
  payout: [
    { type: "payout.created", at: created },
    { type: "payout.paid", at: (payout) => (payout["status"] === "paid" ? payout["arrival_date"] : null) },
  ],
  refund: [{ type: "refund.created", at: created }],
  subscription: [
    { type: "customer.subscription.created", at: created },
    { type: "customer.subscription.deleted", at: when("ended_at") },
  ],
};

/** Of the other resources only the coming is told, where Stripe tells it. */
function arrival(resource: string): readonly Moment[] {
  return eventTypesOf(resource).flatMap((type) => (type.endsWith(".created") ? [{ type, at: created }] : []));
}

/** The events of the last 30 days, which is as far back as Stripe lists them. They show objects as they are today. */
export function recentEvents(books: Books, shelves: ReadonlyMap<string, readonly ApiObject[]>): readonly ApiObject[] {
  const random = books.random.fork("events");
  const since = books.now - eventsKept;
  return [...shelves.keys()].sort().flatMap((resource) =>
    (shelves.get(resource) ?? []).flatMap((object) =>
      (moments[resource] ?? arrival(resource)).flatMap(({ type, at }) => {
        const time = at(object);
        const happened = typeof time === "number" && time >= since && time <= books.now;
        return happened ? [newEvent(random, { type, object, created: time })] : [];
      }),
    ),
  );
}
