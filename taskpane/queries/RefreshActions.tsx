import { Button, Text } from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import { type ReactNode, useState } from "react";

import type { RefreshWish } from "../../src/app/app-api";
import { useLayout } from "../layout";

type RefreshActionsProps = {
  readonly name: string;
  readonly onRefresh: (wish: RefreshWish) => void;
  /** Other buttons of the row. */
  readonly children: ReactNode;
};

/** *Refresh*, which asks for what changed where that will do, and on demand the way that lists everything again. */
export function RefreshActions({ name, onRefresh, children }: RefreshActionsProps) {
  const layout = useLayout();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={layout.row}>
        <Button size="small" onClick={() => onRefresh({})}>
          Refresh
        </Button>
        {children}
        <Button
          size="small"
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={`More ways to refresh ${name}`}
          title="More ways to refresh"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open && (
        <div className={layout.tightStack}>
          <div>
            <Button size="small" onClick={() => onRefresh({ reload: true })}>
              Reload everything
            </Button>
          </div>
          <Text size={200} className={layout.muted}>
            Lists every row again. Refresh reads what changed, where Stripe tells that.
          </Text>
        </div>
      )}
    </>
  );
}
