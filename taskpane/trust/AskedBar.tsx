import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from "@fluentui/react-components";

import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { AllowButton } from "./AllowButton";

const useStyles = makeStyles({
  bars: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0` },
  body: { paddingBottom: tokens.spacingVerticalS },
});

/** The connections that this workbook asked for without being allowed. */
export function AskedBar() {
  const styles = useStyles();
  const asked = useStore(usePane().app.trust.asked);
  if (asked.length === 0) return null;
  return (
    <div className={styles.bars}>
      {asked.map((name) => (
        <MessageBar key={name} intent="warning" layout="multiline">
          <MessageBarBody className={styles.body}>
            <MessageBarTitle>This workbook wants to read from &quot;{name}&quot;.</MessageBarTitle> Allow it only if you trust whoever
            made the workbook: its formulas can pass on what they read. They read when Excel next calculates them.
            <AllowButton connection={name} label={`Allow ${name}`} />
          </MessageBarBody>
        </MessageBar>
      ))}
    </div>
  );
}
