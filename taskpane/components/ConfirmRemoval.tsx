import { Button, mergeClasses, Text } from "@fluentui/react-components";
import { useState } from "react";

import { useLayout } from "../layout";

type ConfirmRemovalProps = {
  /** What the button says. */
  readonly action?: "Remove" | "Disconnect" | "Revoke";
  /** Asked before anything happens. */
  readonly question: string;
  /** Tells the buttons of a list apart for those who cannot see it. */
  readonly label: string;
  readonly onRemove: () => void;
};

/** A button that takes something away and asks once, in place: Office shows no browser dialogs. */
export function ConfirmRemoval({ action = "Remove", question, label, onRemove }: ConfirmRemovalProps) {
  const layout = useLayout();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button size="small" appearance="subtle" aria-label={label} onClick={() => setAsking(true)}>
        {action}
      </Button>
    );
  }
  return (
    <div role="group" aria-label={label} className={mergeClasses(layout.row, layout.wide)}>
      <Text size={200} className={layout.wide}>
        {question}
      </Text>
      <Button size="small" appearance="primary" autoFocus onClick={onRemove}>
        {action}
      </Button>
      <Button size="small" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </div>
  );
}
