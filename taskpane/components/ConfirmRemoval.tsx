import { Button, mergeClasses, Text } from "@fluentui/react-components";
import { useState } from "react";

import { useLayout } from "../layout";

type ConfirmRemovalProps = {
  /** Asked before anything happens. */
  readonly question: string;
  /** Tells the *Remove* buttons of a list apart for those who cannot see it. */
  readonly label: string;
  readonly onRemove: () => void;
};

/** A *Remove* button that asks once, in place: Office shows no browser dialogs. */
export function ConfirmRemoval({ question, label, onRemove }: ConfirmRemovalProps) {
  const layout = useLayout();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button size="small" appearance="subtle" aria-label={label} onClick={() => setAsking(true)}>
        Remove
      </Button>
    );
  }
  return (
    <div role="group" aria-label={label} className={mergeClasses(layout.row, layout.wide)}>
      <Text size={200} className={layout.wide}>
        {question}
      </Text>
      <Button size="small" appearance="primary" autoFocus onClick={onRemove}>
        Remove
      </Button>
      <Button size="small" onClick={() => setAsking(false)}>
        Keep
      </Button>
    </div>
  );
}
