import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";

import { rowCount } from "../figures";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { defaultRowLimit } from "./get-data-state";
import { type Problems, suggestName } from "./insert-request";
import { useGetData } from "./use-get-data";

const useStyles = makeStyles({
  pair: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: tokens.spacingHorizontalM, alignItems: "start" },
  input: { width: "100%", minWidth: 0 },
});

function rowLimitHint(text: string): string {
  if (text.trim() === "") return "All rows, however many.";
  return text.trim() === String(defaultRowLimit) ? `${rowCount(defaultRowLimit)} unless you change it; empty for all.` : "Empty for all rows.";
}

/** How many rows, under which name, and where they go. */
export function InsertOptions({ problems }: { readonly problems: Problems }) {
  const styles = useStyles();
  const { app } = usePane();
  const { state, change } = useGetData();
  const taken = useStore(app.queries.list).map(({ definition }) => definition.name);
  return (
    <>
      <div className={styles.pair}>
        <Field
          label="Row limit"
          {...(problems.rowLimit === undefined ? { hint: rowLimitHint(state.rowLimit) } : { validationMessage: problems.rowLimit })}
        >
          <Input
            className={styles.input}
            inputMode="numeric"
            value={state.rowLimit}
            onChange={(_, { value }) => change({ rowLimit: value })}
          />
        </Field>
        <Field label="Table name" {...(problems.name === undefined ? {} : { validationMessage: problems.name })}>
          <Input
            className={styles.input}
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
    </>
  );
}
