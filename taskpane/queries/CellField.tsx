import { Button, Field, Input } from "@fluentui/react-components";
import { useMemo, useState } from "react";

import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useFailure } from "./use-query-tasks";

type CellFieldProps = {
  /** Its address with its sheet, or its name; `null`: none. */
  readonly cell: string | null;
  readonly onChange: (cell: string | null) => void;
};

/** The cell whose changes run a query; what is typed counts when Enter is pressed or the field is left. */
export function CellField({ cell, onChange }: CellFieldProps) {
  const layout = useLayout();
  const { app } = usePane();
  const [text, setText] = useState(cell ?? "");
  const finding = useMemo(() => createTask((wish: string | null, { signal }) => app.queries.findCell(wish, signal)), [app]);
  const failure = useFailure(finding);
  const take = (found: string | null) => {
    setText(found ?? "");
    if (found !== cell) onChange(found);
  };
  const find = async (wish: string | null) => {
    finding.reset();
    await finding.start(wish);
    const found = finding.state.get();
    if (found.kind === "done") take(found.value);
  };
  const keep = () => {
    const typed = text.trim();
    if (typed === (cell ?? "")) return finding.reset();
    if (typed !== "") return void find(typed);
    finding.reset();
    take(null);
  };
  return (
    <form
      className={layout.tightStack}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <Field label="When this cell changes" size="small" {...(failure === null ? {} : { validationMessage: failure.advice })}>
        <Input size="small" placeholder="Sheet1!B2, or a name" value={text} onChange={(_, { value }) => setText(value)} onBlur={keep} />
      </Field>
      <div>
        <Button size="small" onClick={() => void find(null)}>
          Use the selected cell
        </Button>
      </div>
    </form>
  );
}
