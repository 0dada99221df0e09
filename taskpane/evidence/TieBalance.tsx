import { Body1Strong, Button, Text } from "@fluentui/react-components";

import type { RunQuery } from "../../src/app/app-api";
import { sumsSql } from "../../src/app/evidence/balance-tie";
import type { BalanceTie } from "../../src/app/evidence/evidence-api";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { TooManyRequests } from "../components/TooManyRequests";
import { ReconnectFor } from "../connections/ReconnectFor";
import { progressLine, progressShare } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { timeAgo } from "../time-ago";
import { AllowFor } from "../trust/AllowFor";
import { useNow } from "../use-now";
import { useStore } from "../use-store";
import { AuditProblem } from "./AuditProblem";
import { tieLines } from "./tie-lines";

/** Compares the movements of accounts with their balances, for the connections of queries that are on the audit sheet. */
export function TieBalance() {
  const layout = useLayout();
  const { queries, evidence } = usePane().app;
  const audited = useStore(queries.list).flatMap(({ definition }) => (definition.evidence ? [definition.connection] : []));
  const problem = useStore(evidence.problem);
  // A connection is the same in whatever letters its name is written.
  const byName = new Map(audited.map((name) => [name.toLowerCase(), name]));
  const connections = [...byName.values()].sort((a, b) => a.localeCompare(b));
  if (connections.length === 0 && problem === null) return null;
  return (
    <section aria-label="Audit" className={layout.tightStack}>
      <Body1Strong as="h2" className={layout.heading}>
        Audit
      </Body1Strong>
      {problem && <AuditProblem lack="The audit sheets do not show yet that a query ended." reason={problem} />}
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
      <Text className={layout.breakable}>{connection}</Text>
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
          <ReconnectFor error={state.error} connection={connection} />
          <AllowFor error={state.error} connection={connection} then="compare the balance" onAllowed={() => void task.start({})} />
        </>
      )}
      {state.kind === "done" && <Compared tie={state.value} />}
    </div>
  );
}

/** What a comparison found, and how long ago: it stays in the pane until the next one. */
function Compared({ tie }: { readonly tie: BalanceTie }) {
  const layout = useLayout();
  const age = timeAgo(tie.asOf, useNow());
  return (
    <>
      <div role="status" className={layout.tightStack}>
        {[...tieLines(tie), "All figures are on the sheet of totals."].map((line) => (
          <Text key={line} size={200}>
            {line}
          </Text>
        ))}
      </div>
      <Text size={200} className={layout.muted}>
        Read {age}.
      </Text>
    </>
  );
}
