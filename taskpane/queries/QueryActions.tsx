import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { MoreHorizontalRegular } from "@fluentui/react-icons/svg/more-horizontal";
import type { ReactNode } from "react";

import { useLayout } from "../layout";
import type { Panel } from "./CardPanel";

type QueryActionsProps = {
  readonly name: string;
  /** It is running: what would run or change it has to wait. */
  readonly busy: boolean;
  /** Told the button that opens the menu, where the focus goes back to. */
  readonly menuButton: (button: HTMLElement | null) => void;
  readonly onRefresh: () => void;
  readonly onReload: () => void;
  readonly onEdit: () => void;
  readonly onGoTo: () => void;
  readonly onOpen: (panel: Panel) => void;
  /** More of the menu. */
  readonly children: ReactNode;
};

/** What can be done with a query: the daily things as buttons, the others in a menu. */
export function QueryActions({ name, busy, menuButton, onRefresh, onReload, onEdit, onGoTo, onOpen, children }: QueryActionsProps) {
  const layout = useLayout();
  return (
    <div className={layout.row}>
      <Button size="small" disabledFocusable={busy} onClick={onRefresh}>
        Refresh
      </Button>
      <Button size="small" disabledFocusable={busy} className={layout.narrow} onClick={onEdit}>
        Edit
      </Button>
      <Button size="small" className={layout.narrow} onClick={onGoTo}>
        Go to table
      </Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            ref={menuButton}
            size="small"
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={`More for ${name}`}
            title="More"
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem disabled={busy} subText="Lists every row again" onClick={onReload}>
              Reload everything
            </MenuItem>
            <MenuItem onClick={() => onOpen("rename")}>Rename</MenuItem>
            <MenuItem onClick={() => onOpen("gone")}>Rows that are gone…</MenuItem>
            {children}
            <MenuDivider />
            <MenuItem onClick={() => onOpen("convert")}>Convert to values…</MenuItem>
            <MenuItem onClick={() => onOpen("delete")}>Delete…</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
