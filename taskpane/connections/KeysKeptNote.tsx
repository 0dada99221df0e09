import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";

import { usePane } from "../pane-context";
import { useStore } from "../use-store";

const useStyles = makeStyles({
  note: { display: "flex", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0, marginTop: "2px" },
});

const lasting = "Keys are kept encrypted on this device, never in the workbook.";
const passing = "This browser does not let the add-in store data, so keys are kept in memory and forgotten when Excel closes.";

/** Where keys go, so that nobody has to wonder. */
export function KeysKeptNote() {
  const styles = useStyles();
  const storage = useStore(usePane().app.connections.storage);
  return (
    <div className={styles.note}>
      <LockClosedRegular className={styles.icon} aria-hidden />
      <Text size={200}>{storage === "memory" ? passing : lasting}</Text>
    </div>
  );
}
