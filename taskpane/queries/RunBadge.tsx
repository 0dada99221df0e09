import { Badge } from "@fluentui/react-components";

import type { LastRun } from "../../src/app/app-api";

const looks = {
  complete: { text: "Complete", color: "success" },
  partial: { text: "Partial", color: "warning" },
  failed: { text: "Failed", color: "danger" },
} as const;

function lookOf({ error, complete }: LastRun): keyof typeof looks {
  if (error !== null) return "failed";
  return complete ? "complete" : "partial";
}

/** How the last run went: every row, some rows, or none read at all. */
export function RunBadge({ lastRun }: { readonly lastRun: LastRun }) {
  const { text, color } = looks[lookOf(lastRun)];
  return (
    <Badge appearance="tint" shape="rounded" color={color}>
      {text}
    </Badge>
  );
}
