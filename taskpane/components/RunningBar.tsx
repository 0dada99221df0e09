import { Button, ProgressBar, Text } from "@fluentui/react-components";

import { useLayout } from "../layout";

type RunningBarProps = {
  readonly text: string;
  /** How much is done, from 0 to 1; `null` when nobody can tell. */
  readonly share?: number | null;
  /** Left out where the work was started elsewhere, such as by a schedule. */
  readonly onCancel?: () => void;
};

/** Work in progress: a moving bar, what it has done so far, and a way out. */
export function RunningBar({ text, share = null, onCancel }: RunningBarProps) {
  const layout = useLayout();
  return (
    <div className={layout.tightStack}>
      <ProgressBar aria-label="Reading from Stripe" {...(share === null ? {} : { value: share })} />
      <div className={layout.spread}>
        <Text size={200} role="status" aria-live="polite" className={layout.muted}>
          {text}
        </Text>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </div>
  );
}
