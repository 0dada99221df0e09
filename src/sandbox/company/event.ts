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
