import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";

import { usePane } from "../pane-context";
import { useStore } from "../use-store";

const useStyles = makeStyles({
  note: { display: "flex", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0, marginTop: "2px" },
});

const lasting = "Keys are kept encrypted on this device, never in the workbook.";
const passing = "Keys are kept in memory only and forgotten when Excel closes.";

/** Where keys go, so that nobody has to wonder. */
export function KeysKeptNote() {
  const styles = useStyles();
  const { app, storageProblem } = usePane();
  const storage = useStore(app.connections.storage);
  const problem = useStore(storageProblem);
  if (storage === null) return null;
  return (
    <div className={styles.note}>
      <LockClosedRegular className={styles.icon} aria-hidden />
      <Text size={200}>{storage === "memory" ? [passing, problem?.advice].join(" ") : lasting}</Text>
    </div>
  );
}
