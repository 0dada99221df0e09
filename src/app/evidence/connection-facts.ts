import { AppError } from "../../base/app-error";
import type { OpenConnection } from "../../connections/open-connection";
import { readAccount } from "../check-connection";
import type { ConnectionFacts } from "./evidence-keeper";

/**
 * What evidence tells of a connection. Its account is asked for in one request; why that cannot be read is told in its place.
 * @throws AppError `CANCELLED`
 */
export async function connectionFacts({ profile, client, timeText }: OpenConnection, signal: AbortSignal): Promise<ConnectionFacts> {
  return { account: await accountText(client, signal), apiVersion: profile.apiVersion, zone: profile.timeZone, timeText };
}

async function accountText(client: OpenConnection["client"], signal: AbortSignal): Promise<string> {
  try {
    const { id, name } = await readAccount(client, { signal, onRequest: () => undefined });
    return [id ?? "unknown", ...(name === null ? [] : [`(${name})`])].join(" ");
  } catch (thrown) {
    const failure = AppError.from(thrown);
    if (failure.code === "CANCELLED") throw failure;
    return `unknown: ${failure.message}`;
  }
}
