import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";

type PausedNoteProps = { readonly reason: string; /** Absent: the whole schedule is paused. */ readonly title?: string };

/** Why a schedule does not run, and how to go on; the reason says both. */
export function PausedNote({ reason, title = "Schedule paused." }: PausedNoteProps) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {reason}
      </MessageBarBody>
    </MessageBar>
  );
}
