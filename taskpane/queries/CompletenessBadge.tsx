import { Badge } from "@fluentui/react-components";

/** Whether the last run brought every row. */
export function CompletenessBadge({ complete }: { readonly complete: boolean }) {
  return (
    <Badge appearance="tint" shape="rounded" color={complete ? "success" : "warning"}>
      {complete ? "Complete" : "Partial"}
    </Badge>
  );
}
