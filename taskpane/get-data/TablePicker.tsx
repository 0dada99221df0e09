import { Body1, makeStyles, mergeClasses, SearchBox, Text, tokens } from "@fluentui/react-components";
import { useDeferredValue, useMemo, useState } from "react";

import type { Table } from "../../src/table/table";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { searchTables } from "./search-tables";
import { TableChoice } from "./TableChoice";
import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  list: { gap: 0, marginTop: `-${tokens.spacingVerticalS}` },
  search: { width: "100%", maxWidth: "none" },
});

/** All tables, found by name or by what their rows are. */
export function TablePicker() {
  const layout = useLayout();
  const styles = useStyles();
  const { app } = usePane();
  const { change } = useGetData();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const found = useMemo(() => searchTables(app.tables(), wanted), [app, wanted]);
  const choose = (table: Table) => change({ table: table.name, columns: table.defaultColumns, required: {}, name: "" });
  return (
    <div className={layout.stack}>
      <SearchBox
        className={styles.search}
        aria-label="Search tables"
        placeholder="Search tables"
        value={text}
        onChange={(_, { value }) => setText(value)}
      />
      <Text size={200} role="status" className={layout.muted}>
        {found.length === 1 ? "1 table" : `${found.length} tables`}
      </Text>
      {found.length === 0 && <Body1>No table has that in its name. Try a shorter word, such as “invoice”.</Body1>}
      <ul className={mergeClasses(layout.list, styles.list)} aria-label="Tables">
        {found.map((table) => (
          <TableChoice key={table.name} table={table} onChoose={() => choose(table)} />
        ))}
      </ul>
    </div>
  );
}
