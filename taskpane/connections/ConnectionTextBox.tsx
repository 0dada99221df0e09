import { Button, Field, Textarea } from "@fluentui/react-components";
import { useState } from "react";

import type { DraftSettings } from "../../src/app/app-api";
import { readConnectionText } from "../../src/app/setting-fields";
import { AppError } from "../../src/base/app-error";
import { problemOf } from "../components/field-problem";
import { useLayout } from "../layout";

/** Takes over the settings of a connection string. The box is emptied at once, since the text may hold a key. */
export function ConnectionTextBox({ onSettings }: { readonly onSettings: (settings: DraftSettings) => void }) {
  const layout = useLayout();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const take = (pasted: string) => {
    setText("");
    try {
      onSettings(readConnectionText(pasted));
      setProblem(undefined);
    } catch (thrown) {
      setProblem(AppError.from(thrown).advice);
    }
  };
  return (
    <>
      <Field label="Connection string" hint="Paste it here: its settings go into the form, and the box is emptied." {...problemOf(problem)}>
        <Textarea
          className={layout.wide}
          rows={2}
          spellCheck={false}
          autoComplete="off"
          placeholder="Name=Acme;AccountId=acct_…"
          value={text}
          onChange={(_, { value }) => setText(value)}
          onPaste={(event) => {
            event.preventDefault();
            take(event.clipboardData.getData("text"));
          }}
        />
      </Field>
      <Button size="small" disabled={text.trim() === ""} onClick={() => take(text)}>
        Take over
      </Button>
    </>
  );
}
