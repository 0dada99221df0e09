import { Checkbox, makeStyles, Text, tokens } from "@fluentui/react-components";

import type { Column, ColumnType } from "../../src/table/column";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", justifyContent: "space-between" },
  kind: { paddingRight: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground3, flexShrink: 0 },
  check: { minWidth: 0, "& label": { overflowWrap: "anywhere" } },
});

/** What a column holds, in the words of a person at a sheet. */
const kinds: Readonly<Record<ColumnType, string>> = {
  text: "text",
  integer: "number",
  real: "number",
  boolean: "yes / no",
  timestamp: "date",
  money: "money",
  moneyMajor: "money",
  json: "list",
};

type ColumnBoxProps = { readonly column: Column; readonly picked: boolean; readonly onToggle: (on: boolean) => void };

export function ColumnBox({ column, picked, onToggle }: ColumnBoxProps) {
  const styles = useStyles();
  return (
    <div className={styles.line}>
      <Checkbox
        className={styles.check}
        label={column.name}
        checked={picked}
        onChange={(_, { checked }) => onToggle(checked === true)}
      />
      <Text size={200} className={styles.kind}>
        {column.costly ? `${kinds[column.type]}, slower` : kinds[column.type]}
      </Text>
    </div>
  );
}
