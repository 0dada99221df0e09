import type { QueryContext, QueryEngine, QueryRequest } from "../query/engine-api";
import type { QueryResult } from "../table/query-result";
import type { RunQuery } from "./app-api";
import type { ConnectionBook } from "./connection-book";
import { namingConnection } from "./refused-sign-in";
import { createSharing } from "../base/share-in-flight";
import { withStoredSignIn } from "./with-stored-sign-in";

export type RunQueryNeed = {
  /** Name of the connection that a request without one goes to. @throws AppError `NOT_CONNECTED`. */
  readonly connectionFor: (name: string | undefined, signal: AbortSignal) => Promise<string>;
  /** The engine of a connection, opened once and kept. */
  readonly engineFor: (connection: string) => Promise<QueryEngine>;
  readonly book: Pick<ConnectionBook, "noteSignIn" | "revisionOf" | "load">;
};

/** Runs queries; equal ones in flight on the same connection share one run, and the last caller that leaves cancels it. */
export function createRunQuery({ connectionFor, engineFor, book }: RunQueryNeed) {
  const share = createSharing<QueryResult>();

  return async (request: RunQuery, context: QueryContext): Promise<QueryResult> => {
    const connection = await connectionFor(request.connection, context.signal);
    return share(sharingKey(connection, request), context.signal, (signal) =>
      namingConnection(connection, book.noteSignIn, () =>
        withStoredSignIn({ book, connection, signal }, async () => {
          const engine = await engineFor(connection);
          return engine.run(toQuery(request), { ...context, signal });
        }),
      ),
    );
  };
}

function toQuery({ sql, parameters, maxRows }: RunQuery): QueryRequest {
  return { sql, ...(parameters === undefined ? {} : { parameters }), ...(maxRows === undefined ? {} : { maxRows }) };
}

/** Two requests with the same key have the same answer. */
function sharingKey(connection: string, { sql, parameters = [], maxRows }: RunQuery): string {
  const values: unknown = Array.isArray(parameters) ? parameters : Object.entries(parameters).sort();
  return JSON.stringify([connection, sql, Array.isArray(parameters), values, maxRows ?? null]);
}
