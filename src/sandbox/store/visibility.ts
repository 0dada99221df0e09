import type { ApiObject } from "../api-object";
import { createRandom } from "../company/random";
import { timeOf } from "./fields";

/** Whether lists and searches show an object at a time (ms) already. */
export type Visibility = (object: ApiObject, now: number) => boolean;

/**
 * Objects appear in lists up to `lagSeconds` after their `created`, each with a delay of its own that follows from seed and id,
 * so that a later object may appear before an earlier one.
 */
export function createVisibility(lagSeconds: number, seed: number): Visibility {
  if (lagSeconds <= 0) return () => true;
  const delays = createRandom(seed).fork("visibility");
  return (object, now) => {
    const age = now / 1_000 - timeOf(object);
    return age >= lagSeconds || age >= delays.fork(object.id).next() * lagSeconds;
  };
}
