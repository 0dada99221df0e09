import { MenuItem } from "@fluentui/react-components";

type AuditSwitchProps = {
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
};

/** Puts a query on the audit sheet, or lets it be. */
export function AuditSwitch({ on, onSwitch }: AuditSwitchProps) {
  if (on) {
    return (
      <MenuItem subText="What is there stays, marked with today" onClick={() => onSwitch(false)}>
        Stop auditing
      </MenuItem>
    );
  }
  return (
    <MenuItem subText="Refreshes, and keeps its source and totals" onClick={() => onSwitch(true)}>
      Add to audit sheet
    </MenuItem>
  );
}
