import { Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";

import type { LastRun } from "../../src/app/app-api";
import { completeness } from "../get-data/result-line";
import { useLayout } from "../layout";
import { causes, changes, rowsLine, runFigures } from "./run-lines";

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    maxHeight: "240px",
    overflowY: "auto",
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: `0 0 0 ${tokens.spacingHorizontalS}`,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    listStyleType: "none",
  },
});

type RunHistoryProps = {
  readonly name: string;
  /** Newest first. */
  readonly runs: readonly LastRun[];
};

/** The last runs of a query, folded until somebody asks how a figure came about. */
export function RunHistory({ name, runs }: RunHistoryProps) {
  const layout = useLayout();
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  if (runs.length === 0) return null;
  return (
    <div>
      <Link as="button" className={layout.link} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? "Hide history" : `History (${runs.length === 1 ? "1 run" : `${runs.length} runs`})`}
      </Link>
      {open && (
        <ol className={styles.list} aria-label={`History of ${name}`} tabIndex={0}>
          {runs.map((run) => (
            <Run key={run.at} run={run} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Run({ run }: { readonly run: LastRun }) {
  const layout = useLayout();
  const at = new Date(run.at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
  return (
    <li className={layout.tightStack}>
      <Text size={200} weight="semibold">
        {run.cause === undefined ? at : `${at}, ${causes[run.cause]}`}
      </Text>
      {run.error === null ? <Outcome run={run} /> : <Text size={200}>{`Failed: ${run.error}`}</Text>}
    </li>
  );
}

function Outcome({ run }: { readonly run: LastRun }) {
  const layout = useLayout();
  const figures = runFigures(run);
  return (
    <>
      <Text size={200}>{[rowsLine(run), changes(run)].filter((part) => part !== null).join(": ")}</Text>
      {!run.complete && <Text size={200}>{completeness(false, run.reasons)}</Text>}
      {figures !== null && (
        <Text size={200} className={layout.muted}>
          {figures}
        </Text>
      )}
    </>
  );
}
