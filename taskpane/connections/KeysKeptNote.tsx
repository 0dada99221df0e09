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

const tokensInMemory = "Tokens that were to stay on this device are kept in memory only and forgotten when Excel closes.";

/** Where keys go, so that nobody has to wonder. */
export function KeysKeptNote() {
  const styles = useStyles();
  const { app, storageProblem, tokensProblem } = usePane();
  const storage = useStore(app.connections.storage);
  const keysProblem = useStore(storageProblem);
  const recordsProblem = useStore(tokensProblem);
  if (storage === null) return null;
  const inMemory = storage === "memory";
  const problem = inMemory ? keysProblem : recordsProblem;
  const tokens = !inMemory && recordsProblem ? [tokensInMemory] : [];
  return (
    <div className={styles.note}>
      <LockClosedRegular className={styles.icon} aria-hidden />
      <Text size={200}>{[sentences[storage], ...tokens, ...(problem ? [problem.advice] : [])].join(" ")}</Text>
    </div>
  );
}
