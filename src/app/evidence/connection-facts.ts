import { AppError } from "../../base/app-error";
import type { OpenConnection } from "../../connections/open-connection";
import { readAccount } from "../check-connection";
import type { ConnectionFacts } from "./evidence-keeper";

export type FactsNeed = {
  /** A saved connection, signed in. @throws AppError `NOT_CONNECTED`, `REAUTH_REQUIRED`. */
  readonly open: (name: string, signal: AbortSignal) => Promise<OpenConnection>;
  /** Another number whenever the connection was saved. */
  readonly revisionOf: (name: string) => number;
};

/** What evidence needs to know of connections. */
export type FactsReader = {
  /**
   * Its account is asked for once; why that cannot be read, or that nobody waited for it, is told in its place, and the next run
   * asks again. @throws AppError as {@link FactsNeed.open}.
   */
  readonly factsOf: (connection: string, signal: AbortSignal) => Promise<ConnectionFacts>;
  /** The day of a moment (ms since 1970 UTC) in the connection's time zone, in UTC where the connection cannot be opened: `2026-11-21`. */
  readonly dayOf: (connection: string, moment: number) => Promise<string>;
};

/** Makes a {@link FactsReader}. */
export function createFactsReader({ open, revisionOf }: FactsNeed): FactsReader {
  const known = new Map<string, ConnectionFacts>();
  // Opening is short, and what was run is told of also when its run is stopped at its very end.
  const { signal: lasting } = new AbortController();
  return {
    async factsOf(name, signal) {
      const key = JSON.stringify([name, revisionOf(name)]);
      const before = known.get(key);
      if (before !== undefined) return before;
      const { profile, client, timeText } = await open(name, lasting);
      const account = await readAccountText(client, signal);
      const facts = { account: account.text, apiVersion: profile.apiVersion, zone: profile.timeZone, timeText };
      if (account.known) known.set(key, facts);
      return facts;
    },
    async dayOf(name, moment) {
      const text = await open(name, lasting).then(({ timeText }) => timeText(moment), () => new Date(moment).toISOString());
      return text.slice(0, 10);
    },
  };
}

async function readAccountText(client: OpenConnection["client"], signal: AbortSignal): Promise<{ readonly text: string; readonly known: boolean }> {
  try {
    const { id, name } = await readAccount(client, { signal, onRequest: () => undefined });
    return { text: [id ?? "unknown", ...(name === null ? [] : [`(${name})`])].join(" "), known: id !== null };
  } catch (failure) {
    return { text: `unknown: ${AppError.from(failure).message}`, known: false };
  }
}
