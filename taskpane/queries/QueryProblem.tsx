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
  /** It is running: what stood in its way before is no news. */
  readonly busy: boolean;
  readonly onRefresh: (wish: RefreshWish) => void;
};

/**
 * What stands in the way of a query, with the next step: a question, a pause, or a failure. A sign-in that is under way goes on
 * whatever its query does meanwhile.
 */
export function QueryProblem({ state, asked, busy, onRefresh }: QueryProblemProps) {
  const [signingIn, setSigningIn] = useState(false);
  const { connection, paused, pausedUntil } = state.definition;
  const failure = failureOf(state, asked);
  const mustSignIn = failure?.code === "REAUTH_REQUIRED" || (paused !== undefined && pausedUntil === "signedIn");
  return (
    <>
      {!busy && <Obstacle definition={state.definition} failure={failure} onRefresh={onRefresh} />}
      {(signingIn || (!busy && mustSignIn)) && (
        <ReconnectFor error={{ code: "REAUTH_REQUIRED" }} connection={connection} onUnderWay={setSigningIn} />
      )}
    </>
  );
}

/** A schedule that was paused said why; the person who refreshes is told and asked all the same. */
function failureOf({ definition, error }: QueryState, asked: AppError | null): AppError | null {
  return definition.paused === undefined || error === asked ? error : null;
}

type ObstacleProps = Pick<QueryProblemProps, "onRefresh"> & { readonly failure: AppError | null; readonly definition: QueryDefinition };

function Obstacle({ failure, definition, onRefresh }: ObstacleProps) {
  /** The failure whose question was answered with *Cancel*. */
  const [declined, setDeclined] = useState<AppError | null>(null);
  const { name, connection, paused } = definition;
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
  const shown = paused === undefined ? (failure ?? storedFailure(definition)) : failure === declined ? null : failure;
  return (
    <>
      {paused !== undefined && <PausedNote reason={paused} />}
      {shown !== null && <ErrorBar error={shown} />}
      {shown !== null && <AllowFor error={shown} connection={connection} then={`refresh ${name}`} onAllowed={() => onRefresh({})} />}
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
