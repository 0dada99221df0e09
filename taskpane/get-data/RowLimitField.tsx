import { Field, Input } from "@fluentui/react-components";

import { rowCount } from "../figures";
import { useLayout } from "../layout";
import { defaultRowLimit } from "./get-data-state";
import { useGetData } from "./use-get-data";

function rowLimitHint(text: string): string {
  if (text.trim() === "") return "All rows, however many.";
  return text.trim() === String(defaultRowLimit) ? `${rowCount(defaultRowLimit)} unless you change it; empty for all.` : "Empty for all rows.";
}

/** How many rows to read at most. */
export function RowLimitField({ problem }: { readonly problem: string | undefined }) {
  const layout = useLayout();
  const { state, change } = useGetData();
  return (
    <Field label="Row limit" {...(problem === undefined ? { hint: rowLimitHint(state.rowLimit) } : { validationMessage: problem })}>
      <Input
        className={layout.wide}
        inputMode="numeric"
        value={state.rowLimit}
        onChange={(_, { value }) => change({ rowLimit: value })}
      />
    </Field>
  );
}
