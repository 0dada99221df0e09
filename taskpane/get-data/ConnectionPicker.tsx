import { Button, Field, makeStyles, Select, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons/svg/add";

import type { ConnectionSummary } from "../../src/app/app-api";
import { usePane } from "../pane-context";
import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  row: { display: "flex", alignItems: "end", gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, minWidth: 0 },
});

type ConnectionPickerProps = { readonly connections: readonly ConnectionSummary[] };

/** Which account to read; the first one until another is chosen. */
export function ConnectionPicker({ connections }: ConnectionPickerProps) {
  const styles = useStyles();
  const { page } = usePane();
  const { state, change } = useGetData();
  return (
    <div className={styles.row}>
      <Field label="Connection" className={styles.field}>
        <Select
          value={state.connection ?? ""}
          onChange={(_, { value }) => change({ connection: value })}
        >
          {connections.map(({ name, mode }) => (
            <option key={name} value={name}>
              {`${name} (${mode})`}
            </option>
          ))}
        </Select>
      </Field>
      <Button icon={<AddRegular />} aria-label="New connection" title="New connection" onClick={() => page.set("newConnection")} />
    </div>
  );
}
