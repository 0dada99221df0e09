import type { Connections } from "../app-api";
import { throwUnlessAway } from "../trust/permissions";
import type { Trust } from "../trust/trust-api";
import { createYoungAnswer } from "../young-answer";
import type { Formulas } from "./formulas";

/** Looks whether another page, or another computer of the person, signed in or took something back. */
export type LookElsewhere = {
  /** Looks before a formula runs, so that it shows nothing from before that was taken back. */
  readonly first: (formulas: Formulas) => Formulas;
  /** Every now and then, for the formulas that have run and wait or show something. */
  readonly tick: (signal: AbortSignal) => Promise<void>;
};

export type LookElsewhereNeed = {
  readonly connections: Pick<Connections, "load">;
  readonly trust: Pick<Trust, "load">;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};

/** Milliseconds. Ticks that come twice a minute look once. */
const knownFor = { cells: 60_000, ticks: 45_000 } as const;

/** Makes a {@link LookElsewhere}: whoever watches the lists of connections and permissions hears what it finds. */
export function createLookElsewhere({ connections, trust, now }: LookElsewhereNeed): LookElsewhere {
  let used = false;
  const look = createYoungAnswer(async (signal) => {
    await Promise.all([connections.load(signal), trust.load(signal)].map((loading) => loading.catch(throwUnlessAway)));
  }, now);
  return {
    first: (formulas) => ({
      ...formulas,
      async run(request, context) {
        used = true;
        if (!context.preview) await look(knownFor.cells, context.signal);
        return formulas.run(request, context);
      },
    }),
    async tick(signal) {
      if (used) await look(knownFor.ticks, signal);
    },
  };
}
