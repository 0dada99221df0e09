import { Button, Field, Input, mergeClasses } from "@fluentui/react-components";
import { useState } from "react";

import { useLayout } from "../layout";
import type { Task } from "../task";
import { useFailure } from "./use-query-tasks";

type RenameFormProps = { readonly name: string; readonly rename: Task<string, void>; readonly onClose: () => void };

/** A query's name, to be typed anew in its place; Enter keeps it, Escape leaves it as it was. */
export function RenameForm({ name, rename, onClose }: RenameFormProps) {
  const layout = useLayout();
  const [text, setText] = useState(name);
  const failure = useFailure(rename);
  const leave = () => {
    rename.reset();
    onClose();
  };
  const save = async () => {
    if (text.trim() === name) return leave();
    await rename.start(text);
    if (rename.state.get().kind === "done") leave();
  };
  return (
    <form
      className={mergeClasses(layout.tightStack, layout.grow)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={({ key }) => key === "Escape" && leave()}
    >
      <Field {...(failure === null ? {} : { validationMessage: failure.advice })}>
        <Input
          size="small"
          aria-label={`New name of ${name}`}
          autoFocus
          value={text}
          onFocus={({ target }) => target.select()}
          onChange={(_, { value }) => setText(value)}
        />
      </Field>
      <div className={layout.row}>
        <Button size="small" appearance="primary" type="submit">
          Rename
        </Button>
        <Button size="small" onClick={leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
