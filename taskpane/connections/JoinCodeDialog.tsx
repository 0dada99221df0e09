import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Input, Text } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";

import { Secret } from "../../src/base/secret";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import type { JoinCodeQuestion } from "../pane-model";
import { useStore } from "../use-store";

/** Asks for the one-time code with which a gateway gets to know this Excel. */
export function JoinCodeDialog() {
  const question = useStore(usePane().joinCode);
  return question && <Question question={question} />;
}

function Question({ question }: { readonly question: JoinCodeQuestion }) {
  const layout = useLayout();
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== "") question.answer(new Secret(code.trim()));
  };
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && question.answer(null)}>
      <DialogSurface className={layout.narrowDialog}>
        <form onSubmit={submit}>
          <DialogBody>
            <DialogTitle>Enter your join code</DialogTitle>
            <DialogContent className={layout.stack}>
              <Text>The connector's server does not know this Excel yet. Whoever runs the server can give you a code, which works once.</Text>
              <Field label="Join code">
                <Input className={layout.wide} autoFocus autoComplete="off" spellCheck={false} value={code} onChange={(_, { value }) => setCode(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button type="submit" appearance="primary" disabled={code.trim() === ""}>
                Join
              </Button>
              <Button onClick={() => question.answer(null)}>Not now</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
