import { unconditional } from "../table/conditions";
import type { AccessPlan } from "./access-plan";
import { listsInsteadOf } from "./plan-fetches";
import type { RowStore } from "./row-store";

/** Keys of rows that the pass which is going on lacks. */
export type MissingKeys = {
  has(plan: AccessPlan, key: string): boolean;
  add(store: RowStore, plan: AccessPlan, key: string): void;
  /**
   * More keys are missing than will be looked up one by one, so that all rows will be listed: more missing keys change
   * nothing. Only the first plan that lacks keys decides, since the others are not fetched in this pass.
   */
  readonly isPassInVain: () => boolean;
  /** A new pass begins. */
  forget(): void;
};

/** Makes {@link MissingKeys} that have none. */
export function createMissingKeys(): MissingKeys {
  const keys = new Map<AccessPlan, Set<string>>();
  let first: AccessPlan | null = null;
  let inVain = false;
  return {
    has: (plan, key) => keys.get(plan)?.has(key) === true,
    add(store, plan, key) {
      first ??= plan;
      const known = keys.get(plan) ?? new Set();
      keys.set(plan, known.add(key));
      inVain ||= plan === first && listsInsteadOf(known.size, store, unconditional);
    },
    isPassInVain: () => inVain,
    forget() {
      keys.clear();
      first = null;
      inVain = false;
    },
  };
}
