import type { Permission, Trust } from "../trust/trust-api";

export type WhenAllowedNeed = {
  readonly trust: Pick<Trust, "list" | "asked">;
  /** Lets Excel run the workbook's formulas again; failures are the caller's to show. */
  readonly recalculate: () => void;
};

/**
 * Recalculates when something that formulas asked for in vain was granted, and when a permission was taken back, so that no cell
 * goes on showing what it should not. Permissions that are only read from where they are stored change nothing.
 */
export function recalculateWhenAllowed({ trust, recalculate }: WhenAllowedNeed): void {
  whenSomethingGoes(trust.asked, (name) => name, recalculate);
  whenSomethingGoes(trust.list, keyOf, recalculate);
}

const keyOf = ({ workbook, address, connection }: Permission) => JSON.stringify([workbook, address, connection]);

type Watched<T> = { readonly get: () => readonly T[]; readonly subscribe: (listener: () => void) => () => void };

function whenSomethingGoes<T>(list: Watched<T>, keyed: (item: T) => string, act: () => void): void {
  let before = list.get();
  list.subscribe(() => {
    const now = new Set(list.get().map(keyed));
    const went = before.some((item) => !now.has(keyed(item)));
    before = list.get();
    if (went) act();
  });
}
