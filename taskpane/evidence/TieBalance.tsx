import { Body1Strong, Button, Text } from "@fluentui/react-components";

import type { RunQuery } from "../../src/app/app-api";
import { sumsSql } from "../../src/app/evidence/balance-tie";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { progressLine, progressShare } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { AllowFor } from "../trust/AllowFor";
import { useStore } from "../use-store";
import { tieLines } from "./tie-lines";

/** Compares the movements of accounts with their balances, for the connections of queries that are on the audit sheet. */
export function TieBalance() {
  const layout = useLayout();
  const { queries, evidence } = usePane().app;
  const audited = useStore(queries.list).flatMap(({ definition }) => (definition.evidence ? [definition.connection] : []));
  const problem = useStore(evidence.problem);
  const connections = [...new Set(audited)].sort((a, b) => a.localeCompare(b));
  if (connections.length === 0 && problem === null) return null;
  return (
    <section aria-label="Audit" className={layout.tightStack}>
      <Body1Strong as="h2" className={layout.heading}>
        Audit
      </Body1Strong>
      {problem && <ErrorBar error={problem} />}
      {connections.map((connection) => (
        <TieConnection key={connection} connection={connection} />
      ))}
    </section>
  );
}

function TieConnection({ connection }: { readonly connection: string }) {
  const layout = useLayout();
  const task = usePane().tie(connection);
  const state = useStore(task.state);
  const run: RunQuery = { sql: sumsSql, connection, reload: true };
  return (
    <div role="group" aria-label={`Balance of ${connection}`} className={layout.section}>
      <Text className={layout.cut}>{connection}</Text>
      {state.kind === "running" ? (
        <RunningBar text={progressLine(state.progress)} share={progressShare(state.progress)} onCancel={task.cancel} />
      ) : (
        <div>
          <Button size="small" onClick={() => void task.start({})}>
            Tie to Stripe's balance
          </Button>
        </div>
      )}
      {state.kind === "failed" && state.error.code === "REQUEST_LIMIT" && (
        <TooManyRequests error={state.error} run={run} onReadAnyway={() => void task.start({ maxRequests: null })} onCancel={task.reset} />
      )}
      {state.kind === "failed" && state.error.code !== "REQUEST_LIMIT" && (
        <>
          <ErrorBar error={state.error} />
          <AllowFor error={state.error} connection={connection} then="compare the balance" onAllowed={() => void task.start({})} />
        </>
      )}
      {state.kind === "done" && (
        <div role="status" className={layout.tightStack}>
          {[...tieLines(state.value), "All figures are on the sheet of totals."].map((line) => (
            <Text key={line} size={200}>
              {line}
            </Text>
          ))}
        </div>
      )}
    </div>
  );
}
