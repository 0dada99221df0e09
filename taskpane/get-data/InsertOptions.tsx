import { Checkbox, Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";

import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { offersId, type Problems, suggestName } from "./insert-request";
import { RowLimitField } from "./RowLimitField";
import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  pair: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: tokens.spacingHorizontalM, alignItems: "start" },
  /** Its text begins where the other texts do. */
  flush: { marginLeft: "-8px" },
});

/** How many rows, under which name, and where they go. */
export function InsertOptions({ problems }: { readonly problems: Problems }) {
  const styles = useStyles();
  const layout = useLayout();
  const { app } = usePane();
  const { state, table, change } = useGetData();
  const taken = useStore(app.queries.list).map(({ definition }) => definition.name);
  return (
    <>
      <div className={styles.pair}>
        <RowLimitField problem={problems.rowLimit} />
        <Field label="Table name" {...(problems.name === undefined ? {} : { validationMessage: problems.name })}>
          <Input
            className={layout.wide}
            placeholder={suggestName(state.source, state.table, taken)}
            value={state.name}
            onChange={(_, { value }) => change({ name: value })}
          />
        </Field>
      </div>
      <Field label="Insert into">
        <RadioGroup
          value={state.target}
          onChange={(_, { value }) => change({ target: value === "activeCell" ? "activeCell" : "newSheet" })}
        >
          <Radio value="newSheet" label="A new sheet" />
          <Radio value="activeCell" label="This sheet, at the selected cell" />
        </RadioGroup>
      </Field>
      {offersId(state, table) && (
        <Field hint="Refresh tells rows apart by it, so that what you write beside a row stays with it.">
          <Checkbox
            className={styles.flush}
            label="Keep rows' ids (hidden column)"
            checked={state.keepId}
            onChange={(_, { checked }) => change({ keepId: checked === true })}
          />
        </Field>
      )}
    </>
  );
}
