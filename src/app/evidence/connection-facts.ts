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

/**
 * Tells of a connection what evidence needs. Its account is asked for once; why that cannot be read is told in its place, and
 * the next run asks again.
 */
export function createConnectionFacts({ open, revisionOf }: FactsNeed): (name: string, signal: AbortSignal) => Promise<ConnectionFacts> {
  const known = new Map<string, ConnectionFacts>();
  return async (name, signal) => {
    const key = JSON.stringify([name, revisionOf(name)]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const { profile, client, timeText } = await open(name, signal);
    const account = await readAccountText(client, signal);
    const facts = { account: account.text, apiVersion: profile.apiVersion, zone: profile.timeZone, timeText };
    if (account.known) known.set(key, facts);
    return facts;
  };
}

/** @throws AppError `CANCELLED` */
async function readAccountText(client: OpenConnection["client"], signal: AbortSignal): Promise<{ readonly text: string; readonly known: boolean }> {
  try {
    const { id, name } = await readAccount(client, { signal, onRequest: () => undefined });
    return { text: [id ?? "unknown", ...(name === null ? [] : [`(${name})`])].join(" "), known: id !== null };
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (failure.code === "CANCELLED") throw failure;
    return { text: `unknown: ${failure.message}`, known: false };
  }
}
