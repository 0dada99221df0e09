import { AriaLiveAnnouncer, FluentProvider, makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useEffect } from "react";

import { ErrorBar } from "./components/ErrorBar";
import { JoinCodeDialog } from "./connections/JoinCodeDialog";
import { loadPages, pageContents } from "./page-contents";
import { PaneContext } from "./pane-context";
import type { Page, PaneModel } from "./pane-model";
import { theme } from "./theme";
import { AskedBar } from "./trust/AskedBar";
import { useStore } from "./use-store";

const useStyles = makeStyles({
  /** Not of the provider, whose styles menus and dialogs get too. */
  root: {
    height: "100vh",
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  header: {
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  problem: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0` },
});

/** Pages without a tab of their own are reached from this one's. */
const tabOf: Readonly<Record<Page, Page>> = {
  getData: "getData",
  queries: "queries",
  connections: "connections",
  newConnection: "connections",
  procedures: "connections",
};

const isPage = (value: unknown): value is Page => typeof value === "string" && value in pageContents;

/** The task pane: three tabs and the page that is chosen. */
export function PaneApp({ pane }: { readonly pane: PaneModel }) {
  const styles = useStyles();
  const page = useStore(pane.page);
  const notice = useStore(pane.notice);
  useEffect(() => void loadPages(), []);
  const Content = pageContents[page];
  return (
    <FluentProvider theme={theme}>
      {/* Without it no screen reader is told what message bars say. */}
      <AriaLiveAnnouncer>
        <PaneContext value={pane}>
          <div className={styles.root}>
            <header className={styles.header}>
              <TabList
                aria-label="Pages"
                selectedValue={tabOf[page]}
                onTabSelect={(_, { value }) => isPage(value) && pane.page.set(value)}
              >
                <Tab value="getData">Get data</Tab>
                <Tab value="queries">Queries</Tab>
                <Tab value="connections">Connections</Tab>
              </TabList>
            </header>
            {notice && (
              <div className={styles.problem}>
                <ErrorBar error={notice} />
              </div>
            )}
            <AskedBar />
            <Content />
            <JoinCodeDialog />
          </div>
        </PaneContext>
      </AriaLiveAnnouncer>
    </FluentProvider>
  );
}
