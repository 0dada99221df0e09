import type { App } from "../app-api";
import type { AskedConnection, TrustGate } from "./create-trust";

export type GuardNeed = {
  readonly trust: Pick<TrustGate, "demand">;
  /** The connection that a request without a name goes to, too. @throws AppError `NOT_CONNECTED`. */
  readonly find: (connection: string | undefined, signal: AbortSignal) => Promise<AskedConnection>;
};

/** Runs only what this workbook may read. @throws AppError `NOT_ALLOWED` before anything is sent to Stripe. */
export function guardRunQuery(runQuery: App["runQuery"], { trust, find }: GuardNeed): App["runQuery"] {
  return async (request, context) => {
    const connection = await find(request.connection, context.signal);
    await trust.demand(connection, context.signal);
    return runQuery({ ...request, connection: connection.name }, context);
  };
}
