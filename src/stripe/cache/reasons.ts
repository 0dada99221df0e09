import type { PartialReason } from "../../table/query-result";

/** Why rows are missing, each reason once, however many rows it is about. */
export interface Reasons {
  /** Whether it is a new one. */
  add(reason: PartialReason): boolean;
  all(): readonly PartialReason[];
}

/** Makes {@link Reasons} that begin with what is known already. */
export function createReasons(known: readonly PartialReason[] = []): Reasons {
  const nameOf = ({ code, message }: PartialReason): string => `${code} ${message}`;
  const reasons = new Map(known.map((reason) => [nameOf(reason), reason]));
  return {
    add(reason) {
      const isNew = !reasons.has(nameOf(reason));
      reasons.set(nameOf(reason), reason);
      return isNew;
    },
    all: () => [...reasons.values()],
  };
}
