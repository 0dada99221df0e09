import type { ApiObject } from "../api-object";
import { day } from "../company/time";
import { timeOf } from "./fields";

/** How long events can be read, in seconds. https://docs.stripe.com/api/events/list */
export const eventsKept = 30 * day;

/** False for an event that is too old to be read at a time (ms). */
export function isKept(object: ApiObject, now: number): boolean {
  return object.object !== "event" || timeOf(object) >= now / 1_000 - eventsKept;
}
