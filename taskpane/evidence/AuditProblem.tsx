import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";

import type { AppError } from "../../src/base/app-error";

/** What the audit sheets lack, and why. What was run is right all the same, so it warns. */
export function AuditProblem({ lack, reason }: { readonly lack: string; readonly reason: Pick<AppError, "advice"> }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{lack}</MessageBarTitle> {reason.advice}
      </MessageBarBody>
    </MessageBar>
  );
}
