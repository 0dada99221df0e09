import { Body1Strong, makeStyles, Text, tokens } from "@fluentui/react-components";

import type { QueryEstimate } from "../../src/app/query-estimate";
import { BringIntoView } from "../components/BringIntoView";
import { ErrorBar } from "../components/ErrorBar";
import { RunningBar } from "../components/RunningBar";
import { ReadsNote } from "../components/ReadsNote";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { estimateHeadline, estimateShares, tableLines } from "./estimate-lines";
import { tableTitle } from "./table-title";

const useStyles = makeStyles({
  lines: {
    display: "grid",
    gridTemplateColumns: "max-content 1fr",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  name: { color: tokens.colorNeutralForeground3 },
  text: { margin: 0, minWidth: 0, overflowWrap: "anywhere" },
});

/** What the choices of the page would take, once *Estimate* was pressed. */
export function EstimateView() {
  const { estimate } = usePane();
  const work = useStore(estimate.state);
  if (work.kind === "idle") return null;
  return (
    <BringIntoView when={work.kind}>
      {work.kind === "running" && <RunningBar text="Estimating…" onCancel={estimate.cancel} />}
      {work.kind === "failed" && <ErrorBar error={work.error} />}
      {work.kind === "done" && <Estimate estimate={work.value} />}
    </BringIntoView>
  );
}

function Estimate({ estimate }: { readonly estimate: QueryEstimate }) {
  const layout = useLayout();
  const styles = useStyles();
  return (
    <section className={layout.section} aria-label="Estimate">
      <Body1Strong as="h2" className={layout.heading} role="status">
        {estimateHeadline(estimate)}
      </Body1Strong>
      {estimate.tables.map((table) => (
        <div key={table.table}>
          <Text size={200} weight="semibold">
            {tableTitle(table.table)}
          </Text>
          <dl className={styles.lines}>
            {tableLines(table).map(([name, text]) => (
              <div key={name} className={layout.contents}>
                <dt className={styles.name}>{name}</dt>
                <dd className={styles.text}>{text}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <Text size={200} className={layout.muted}>
        {estimateShares(estimate)}
      </Text>
      {estimate.reads && <ReadsNote reads={estimate.reads} />}
    </section>
  );
}
