import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { LockClosedRegular } from "@fluentui/react-icons/svg/lock-closed";

import type { KeysKept } from "../pane-model";

const useStyles = makeStyles({
  note: { display: "flex", gap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3 },
  icon: { flexShrink: 0, marginTop: "2px" },
});

const texts: Readonly<Record<KeysKept, string>> = {
  device: "Keys are kept encrypted on this device, never in the workbook.",
  memory: "This browser does not let the add-in store data, so keys are kept in memory and forgotten when Excel closes.",
};

/** Where keys go, so that nobody has to wonder. */
export function KeysKeptNote({ keysKept }: { readonly keysKept: KeysKept }) {
  const styles = useStyles();
  return (
    <div className={styles.note}>
      <LockClosedRegular className={styles.icon} aria-hidden />
      <Text size={200}>{texts[keysKept]}</Text>
    </div>
  );
}
