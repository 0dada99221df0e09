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
  const shown = isPaused ? (failure === declined ? null : failure) : (failure ?? storedFailure(definition));
  return <Obstacles definition={definition} failure={shown} onRefresh={onRefresh} />;
}

type ObstaclesProps = Pick<QueryProblemProps, "onRefresh"> & { readonly failure: Failure | null; readonly definition: QueryDefinition };

/** Each stands in its own place, so that a sign-in that is under way goes on when the schedule is paused meanwhile. */
function Obstacles({ failure, definition: { name, connection, paused, pausedUntil }, onRefresh }: ObstaclesProps) {
  const mustSignIn = failure?.code === "REAUTH_REQUIRED" || (paused !== undefined && pausedUntil === "signedIn");
  return (
    <>
      {paused !== undefined && <PausedNote reason={paused} />}
      {failure !== null && <ErrorBar error={failure} />}
      {mustSignIn && <ReconnectFor error={{ code: "REAUTH_REQUIRED" }} connection={connection} />}
      {failure !== null && <AllowFor error={failure} connection={connection} then={`refresh ${name}`} onAllowed={() => onRefresh({})} />}
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
