import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";

import { usePane } from "../pane-context";
import { useStore } from "../use-store";

const useStyles = makeStyles({
  note: { display: "flex", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0, marginTop: "2px" },
});

/** `file` does not occur in Excel. */
const sentences = {
  vault: "Keys are kept encrypted on the connector's server for you, never in the workbook.",
  device: "Keys are kept encrypted on this device, never in the workbook.",
  file: "Keys are kept in an encrypted file, never in the workbook.",
  memory: "Keys are kept in memory only and forgotten when Excel closes.",
} as const;

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
      <Text size={200}>{[sentences[storage], ...(storage === "memory" && problem ? [problem.advice] : [])].join(" ")}</Text>
    </div>
  );
}
