import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";

import type { AppError } from "../../src/base/app-error";

/** What went wrong, in one sentence, and the next step. Cancelling is no fault, so it is said quietly. */
export function ErrorBar({ error }: { readonly error: Pick<AppError, "code" | "message" | "hint"> }) {
  const intent = error.code === "CANCELLED" ? "info" : "error";
  return (
    <MessageBar intent={intent} layout="multiline" politeness="assertive">
      <MessageBarBody>
        <MessageBarTitle>{error.message}</MessageBarTitle> {error.hint}
      </MessageBarBody>
    </MessageBar>
  );
}
