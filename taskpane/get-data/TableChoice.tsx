import { makeStyles, tokens } from "@fluentui/react-components";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useId } from "react";

import type { Table } from "../../src/table/table";
import { tableTitle } from "./table-title";

const useStyles = makeStyles({
  choice: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    width: "100%",
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    border: "none",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    textAlign: "left",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
    ":active": { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  texts: { flexGrow: 1, minWidth: 0 },
  title: { display: "block", fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  doc: { display: "block", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  chevron: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
});

type TableChoiceProps = { readonly table: Table; readonly onChoose: () => void };

/** One table of the list, as one button: its name, and what a row is. */
export function TableChoice({ table, onChoose }: TableChoiceProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <li>
      <button type="button" className={styles.choice} aria-labelledby={`${id}t`} aria-describedby={`${id}d`} onClick={onChoose}>
        <span className={styles.texts}>
          <span id={`${id}t`} className={styles.title}>
            {tableTitle(table.name)}
          </span>
          <span id={`${id}d`} className={styles.doc}>
            {table.doc}
          </span>
        </span>
        <ChevronRightRegular className={styles.chevron} aria-hidden />
      </button>
    </li>
  );
}
