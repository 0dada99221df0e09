import type { ApiObject } from "../api-object";
import { createObject, removeObject, updateObject, type ChangeContext, type Fields } from "../changes";
import type { Random } from "../company/random";
import { isRecord } from "../store/fields";

/** One change that was made by chance. */
export type Mutation = {
  readonly kind: "created" | "updated" | "deleted";
  readonly resource: string;
  readonly id: string;
  /** Unix seconds. */
  readonly at: number;
};

type Kind = Mutation["kind"];

/** How often what happens to which resource. Only what Stripe lets one delete is deleted, and only what it tells of is changed. */
const habits: Readonly<Record<string, Readonly<Partial<Record<Kind, number>>>>> = {
  balance_transaction: { created: 1 },
  charge: { created: 5, updated: 5 },
  coupon: { created: 3, updated: 4, deleted: 1 },
  customer: { created: 4, updated: 5, deleted: 2 },
  dispute: { created: 1, updated: 3 },
  invoice: { created: 3, updated: 5 },
  invoiceitem: { created: 4, deleted: 1 },
  payment_intent: { created: 1 },
  payout: { created: 1, updated: 2 },
  price: { created: 3, updated: 4 },
  product: { created: 3, updated: 4, deleted: 1 },
  promotion_code: { created: 1, updated: 1 },
  refund: { created: 2, updated: 1 },
  subscription: { created: 3, updated: 5 },
  tax_rate: { created: 1, updated: 1 },
};

/** Resources that change when nobody says which. */
export const mutableByDefault: readonly string[] = ["customer", "charge"];

/** Makes one change that follows from the context's chance. Throws for a resource that never changes. */
export function mutate(context: ChangeContext, resources: readonly string[]): Mutation {
  const { random, database, now } = context;
  const resource = random.pick(resources);
  const habit = habits[resource];
  if (!habit) throw new Error(`the sandbox does not change ${resource} by itself`);
  const rows = database.collection(resource).live();
  const found = rows[random.int(0, rows.length - 1)];
  const kind = pickKind(random, habit);
  if (!found || kind === "created") {
    const { id } = createObject(context, resource, newFields(random, resource));
    return { kind: "created", resource, id, at: now };
  }
  if (kind === "deleted") removeObject(context, found);
  else updateObject(context, found, changedFields(context, found));
  return { kind, resource, id: found.id, at: now };
}

function pickKind(random: Random, { created = 0, updated = 0, deleted = 0 }: Readonly<Partial<Record<Kind, number>>>): Kind {
  const point = random.next() * (created + updated + deleted);
  if (point < created) return "created";
  return point < created + updated ? "updated" : "deleted";
}

function newFields(random: Random, resource: string): Fields {
  if (resource === "customer") return { name: `Customer ${random.text(6)}`, email: `${random.text(10).toLowerCase()}@example.com` };
  if (resource === "invoiceitem") return {};
  return resource === "charge" || resource === "payment_intent" ? { amount: random.int(10, 9_999) * 10 } : { metadata: {} };
}

/** Every third subscription that changes ends; everything else gets another metadata. */
function changedFields({ random, now }: ChangeContext, found: ApiObject): Fields {
  if (found.object === "subscription" && found["status"] !== "canceled" && random.chance(1 / 3)) {
    return { status: "canceled", canceled_at: now, ended_at: now };
  }
  const metadata = isRecord(found["metadata"]) ? found["metadata"] : {};
  return { metadata: { ...metadata, revision: random.text(8) } };
}
