import { useState } from "react";

import type { QueryDefinition, QueryState, RefreshWish, RunQuery } from "../../src/app/app-api";
import type { AppError } from "../../src/base/app-error";
import { ErrorBar } from "../components/ErrorBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { ReconnectFor } from "../connections/ReconnectFor";
import { AllowFor } from "../trust/AllowFor";
import { PausedNote } from "./PausedNote";

type QueryProblemProps = {
  readonly state: QueryState;
  /** Why the refresh that was asked for here failed. */
  readonly asked: AppError | null;
  readonly onRefresh: (wish: RefreshWish) => void;
};

/** What stands in the way of a query, with the next step: a question, a pause, or a failure. */
export function QueryProblem({ state: { definition, error }, asked, onRefresh }: QueryProblemProps) {
  /** The failure whose question was answered with *Cancel*. */
  const [declined, setDeclined] = useState<AppError | null>(null);
  const isPaused = definition.paused !== undefined;
  // A schedule that was paused said why; the person who refreshes is told and asked all the same.
  const failure = !isPaused || error === asked ? error : null;
  if (failure?.code === "REQUEST_LIMIT" && failure !== declined) {
    return (
      <TooManyRequests
        error={failure}
        run={runOf(definition)}
        onReadAnyway={() => onRefresh({ maxRequests: null })}
        onCancel={() => setDeclined(failure)}
      />
    );
  }
  if (!isPaused) return <Failed failure={failure ?? storedFailure(definition)} definition={definition} onRefresh={onRefresh} />;
  return (
    <>
      <PausedNote reason={definition.paused} />
      <Failed failure={failure === declined ? null : failure} definition={definition} onRefresh={onRefresh} />
      {failure?.code !== "REAUTH_REQUIRED" && definition.pausedUntil === "signedIn" && (
        <ReconnectFor error={{ code: "REAUTH_REQUIRED" }} connection={definition.connection} />
      )}
    </>
  );
}

type FailedProps = Pick<QueryProblemProps, "onRefresh"> & { readonly failure: Failure | null; readonly definition: QueryDefinition };

function Failed({ failure, definition: { name, connection }, onRefresh }: FailedProps) {
  if (failure === null) return null;
  return (
    <>
      <ErrorBar error={failure} />
      <ReconnectFor error={failure} connection={connection} />
      <AllowFor error={failure} connection={connection} then={`refresh ${name}`} onAllowed={() => onRefresh({})} />
    </>
  );
}

type Failure = Pick<AppError, "code" | "message" | "hint">;

/** A failure of an earlier session, of which only its sentence is kept. */
function storedFailure({ lastRun }: QueryDefinition): Failure | null {
  if (lastRun === null || lastRun.error === null) return null;
  return { code: "INTERNAL", message: "The last run failed.", hint: lastRun.error };
}

/** The run whose reads are judged. */
function runOf({ sql, connection, maxRows, parameters }: QueryDefinition): RunQuery {
  return { sql, connection, ...(maxRows === null ? {} : { maxRows }), ...(parameters === undefined ? {} : { parameters }) };
}
