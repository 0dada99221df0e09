import type { App } from "../app-api";
import type { AskedConnection, Sureness, TrustGate } from "./create-trust";

export type GuardNeed = {
  readonly trust: Pick<TrustGate, "demand">;
  /** The connection that a request without a name goes to, too. @throws AppError `NOT_CONNECTED`. */
  readonly find: (connection: string | undefined, signal: AbortSignal) => Promise<AskedConnection>;
  /** How sure it has to be that nothing was taken back elsewhere. */
  readonly sureness: Sureness;
};

/** Runs only what this workbook may read. @throws AppError `NOT_ALLOWED` before anything is sent to Stripe. */
export function guardRunQuery(runQuery: App["runQuery"], { trust, find, sureness }: GuardNeed): App["runQuery"] {
  return async (request, context) => {
    const connection = await find(request.connection, context.signal);
    await trust.demand(connection, sureness, context.signal);
    return runQuery({ ...request, connection: connection.name }, context);
  };
}
