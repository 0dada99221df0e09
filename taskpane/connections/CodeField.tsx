import { Button, Field, Input } from "@fluentui/react-components";
import { type KeyboardEvent, type ReactNode, useState } from "react";

import { problemOf } from "../components/field-problem";
import { useLayout } from "../layout";
import type { Task } from "../task";
import { useStore } from "../use-store";

type CodeFieldProps = {
  readonly entry: Task<string, void>;
  /** The button for those who have no code. */
  readonly wayOut: ReactNode;
};

/** The code that the last page of the sign-in shows where that page cannot reach Excel by itself. */
export function CodeField({ entry, wayOut }: CodeFieldProps) {
  const layout = useLayout();
  const [code, setCode] = useState("");
  const state = useStore(entry.state);
  const submit = () => {
    if (code.trim() !== "") void entry.start(code.trim());
  };
  // The field stands inside the connection's own form, which Enter must not send.
  const submitOnEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    submit();
  };
  return (
    <>
      <Field label="Code" {...problemOf(state.kind === "failed" ? state.error.advice : undefined)}>
        <Input
          className={layout.wide}
          autoFocus
          autoComplete="one-time-code"
          spellCheck={false}
          value={code}
          onChange={(_, { value }) => setCode(value)}
          onKeyDown={submitOnEnter}
        />
      </Field>
      <div className={layout.row}>
        <Button size="small" appearance="primary" disabled={state.kind === "running"} onClick={submit}>
          Enter code
        </Button>
        {wayOut}
      </div>
    </>
  );
}
