import type { QueryProgress } from "../query/engine-api";
import { answerQuery, freshnessOf } from "./answer-query";
import type { AnsweredQuery, RunContext, RunQuery } from "./app-api";
import type { ConnectionBook } from "./connection-book";
import type { OpenReaders } from "./keep-open";
import type { OpenReader } from "./open-reader";
import { namingConnection } from "./refused-sign-in";
import { createFreshSharing, type SharedWish } from "./share-fresh";
import { withStoredSignIn } from "./with-stored-sign-in";

/** Finds the connection of a request and does work with it, signed in as it is stored now. */
export type WithReader = <T>(
  asked: { readonly connection: string; readonly signal: AbortSignal },
  work: (reader: OpenReader) => Promise<T>,
) => Promise<T>;

export type ReaderNeed = {
  readonly readers: Pick<OpenReaders, "use">;
  readonly book: Pick<ConnectionBook, "noteSignIn" | "revisionOf" | "load">;
};

/** Makes a {@link WithReader}. */
export function createWithReader({ readers, book }: ReaderNeed): WithReader {
  return ({ connection, signal }, work) =>
    namingConnection(connection, book.noteSignIn, () =>
      withStoredSignIn({ book, connection, signal }, () => readers.use(connection, work)),
    );
}

export type RunQueryNeed = {
  /** Name of the connection that a request without one goes to. @throws AppError `NOT_CONNECTED`. */
  readonly connectionFor: (name: string | undefined, signal: AbortSignal) => Promise<string>;
  readonly withReader: WithReader;
  /** Another number whenever the connection was saved: what runs on the one before is not for those who ask now. */
  readonly revisionOf: ConnectionBook["revisionOf"];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};

/** Runs queries; equal ones in flight on the same connection share one run, and the last caller that leaves cancels it. */
export function createRunQuery({ connectionFor, withReader, revisionOf, now }: RunQueryNeed) {
  const share = createFreshSharing<AnsweredQuery, QueryProgress>(now);

  return async (request: RunQuery, context: RunContext): Promise<AnsweredQuery> => {
    const connection = await connectionFor(request.connection, context.signal);
    const asked = JSON.stringify([connection, revisionOf(connection)]);
    return share(wishOf(asked, request, now()), context, (shared) =>
      withReader({ connection, signal: shared.signal }, async (reader) => {
        const { maxAgeMs } = freshnessOf(request, reader.connection.profile);
        const answer = await answerQuery(reader, { ...request, maxAgeMs: youngest(maxAgeMs, request, now()) }, shared);
        return { ...answer, maxAgeMs };
      }),
    );
  };
}

/** The age that rows may have now; 0 would not even take those of the same millisecond. */
const youngest = (maxAgeMs: number, { readAfter = -Infinity }: RunQuery, now: number): number =>
  Math.min(maxAgeMs, Math.max(1, now - readAfter));

function wishOf(connection: string, request: RunQuery, now: number): SharedWish {
  const { sql, parameters = [], maxRows = null, reload = false, maxRequests } = request;
  const maxAgeMs = youngest(request.maxAgeMs ?? Infinity, request, now);
  const values: unknown = Array.isArray(parameters) ? parameters : Object.entries(parameters).sort();
  return {
    key: JSON.stringify([connection, sql, Array.isArray(parameters), values, maxRows]),
    way: JSON.stringify({ reload, maxRequests }),
    maxAgeMs,
  };
}
