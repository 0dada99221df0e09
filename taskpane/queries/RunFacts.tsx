import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { WarningRegular } from "@fluentui/react-icons/svg/warning";

import type { QueryState } from "../../src/app/app-api";
import { completeness, loadNotes } from "../get-data/result-line";
import { useLayout } from "../layout";
import { changes, lastRunLine, summary } from "./run-lines";

const useStyles = makeStyles({
  lacking: { display: "flex", alignItems: "start", gap: tokens.spacingHorizontalXS },
  sign: { flexShrink: 0, marginTop: "2px", color: tokens.colorStatusWarningForeground1 },
});

type RunFactsProps = { readonly state: QueryState; readonly now: number };

/** What the table of a query holds, when and why it was read, and what that changed. */
export function RunFacts({ state: { definition, loads = [] }, now }: RunFactsProps) {
  const layout = useLayout();
  const styles = useStyles();
  const { lastRun } = definition;
  const changed = lastRun && changes(lastRun);
  return (
    <div className={layout.tightStack}>
      <Text size={200}>{summary(definition)}</Text>
      {lastRun && !lastRun.complete && lastRun.error === null && (
        <div className={styles.lacking}>
          <WarningRegular className={styles.sign} aria-hidden />
          <Text size={200}>{completeness(false, lastRun.reasons)}</Text>
        </div>
      )}
      {lastRun && (
        <Text size={200} className={layout.muted} title={new Date(lastRun.at).toLocaleString()}>
          {changed === null ? `${lastRunLine(lastRun, now)}.` : `${lastRunLine(lastRun, now)}: ${changed}.`}
        </Text>
      )}
      {lastRun?.note !== undefined && lastRun.error === null && <Text size={200}>{lastRun.note}</Text>}
      {loadNotes(loads).map((note) => (
        <Text key={note} size={200} className={layout.muted}>
          {note}
        </Text>
      ))}
    </div>
  );
}
