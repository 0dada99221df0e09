import type { Clock } from "../../platform/ports";
import type { Limits } from "./limits";
import { createPacer, type Pacer } from "./pacer";

/** The pacers of a program, one an account: whatever reads it (pane, formulas, schedules) shares its limits. */
export type Pacers = {
  /** `account` tells accounts apart. Where several connections name other limits for one account, the last one's count. */
  readonly of: (account: string, limits: Limits) => Pacer;
};

export function createPacers(clock: Clock): Pacers {
  const pacers = new Map<string, Pacer>();
  return {
    of(account, limits) {
      const known = pacers.get(account);
      known?.setLimits(limits);
      const pacer = known ?? createPacer(clock, limits);
      pacers.set(account, pacer);
      return pacer;
    },
  };
}
