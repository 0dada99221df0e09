import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";

/** Why a schedule does not run, and how to go on; the reason says both. */
export function PausedNote({ reason }: { readonly reason: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>Schedule paused.</MessageBarTitle> {reason}
      </MessageBarBody>
    </MessageBar>
  );
}
