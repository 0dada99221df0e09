import { Label, Link, makeStyles, mergeClasses, SearchBox, Text, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";

import type { Column } from "../../src/table/column";
import type { Table } from "../../src/table/table";
import { useLayout } from "../layout";
import { ColumnBox } from "./ColumnBox";
import { offeredColumns } from "./offered-columns";
import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  box: {
    maxHeight: "212px",
    overflowY: "auto",
    padding: tokens.spacingVerticalXS,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  picks: { marginBottom: tokens.spacingVerticalXS },
  problem: { color: tokens.colorStatusDangerForeground1 },
  search: { width: "100%", maxWidth: "none", marginBottom: tokens.spacingVerticalXS },
});

/** Columns before a search box is worth its place. */
const fewColumns = 12;

const matches = ({ name }: Column, text: string): boolean =>
  name.replaceAll("_", " ").includes(text.trim().toLowerCase().replaceAll("_", " "));

type ColumnPickerProps = { readonly table: Table; readonly problem: string | undefined };

/** Which columns to insert; the usual ones are picked from the start. */
export function ColumnPicker({ table, problem }: ColumnPickerProps) {
  const layout = useLayout();
  const styles = useStyles();
  const { state, change } = useGetData();
  const [text, setText] = useState("");
  const labelId = useId();
  const offered = offeredColumns(table);
  const picked = offered.filter(({ name }) => state.columns.includes(name));
  const pick = (columns: readonly string[]) => change({ columns });
  const toggle = (name: string, on: boolean) =>
    pick(on ? [...state.columns, name] : state.columns.filter((column) => column !== name));
  return (
    <div>
      <Label id={labelId}>{`Columns (${picked.length} of ${offered.length})`}</Label>
      <div className={mergeClasses(layout.row, styles.picks)}>
        <Text size={200} className={layout.muted}>
          Pick
        </Text>
        <Link as="button" className={layout.link} onClick={() => pick(table.defaultColumns)}>
          the usual
        </Link>
        <Link as="button" className={layout.link} onClick={() => pick(offered.map(({ name }) => name))}>
          all
        </Link>
        <Link as="button" className={layout.link} onClick={() => pick([])}>
          none
        </Link>
      </div>
      {offered.length > fewColumns && (
        <SearchBox
          className={styles.search}
          size="small"
          aria-label="Search columns"
          placeholder="Search columns"
          value={text}
          onChange={(_, { value }) => setText(value)}
        />
      )}
      <div className={styles.box} role="group" aria-labelledby={labelId}>
        {offered
          .filter((column) => matches(column, text))
          .map((column) => (
            <ColumnBox
              key={column.name}
              column={column}
              picked={state.columns.includes(column.name)}
              onToggle={(on) => toggle(column.name, on)}
            />
          ))}
      </div>
      {problem !== undefined && (
        <Text size={200} role="alert" className={styles.problem}>
          {problem}
        </Text>
      )}
    </div>
  );
}
