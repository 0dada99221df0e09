import { Badge, makeStyles } from "@fluentui/react-components";
import { ArrowSyncRegular } from "@fluentui/react-icons/svg/arrow-sync";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import { CircleRegular } from "@fluentui/react-icons/svg/circle";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { ErrorCircleRegular } from "@fluentui/react-icons/svg/error-circle";
import { PauseCircleRegular } from "@fluentui/react-icons/svg/pause-circle";

import type { QueryStatus } from "./query-state";

const looks = {
  running: { text: "Running", color: "informative", icon: <ArrowSyncRegular /> },
  paused: { text: "Paused", color: "warning", icon: <PauseCircleRegular /> },
  failed: { text: "Failed", color: "danger", icon: <ErrorCircleRegular /> },
  never: { text: "Never run", color: "subtle", icon: <CircleRegular /> },
  fresh: { text: "Fresh", color: "success", icon: <CheckmarkCircleRegular /> },
  stale: { text: "Stale", color: "warning", icon: <ClockRegular /> },
} as const satisfies Readonly<Record<QueryStatus, unknown>>;

/** A long name beside it gives way. */
const useStyles = makeStyles({ whole: { flexShrink: 0 } });

/** How a query stands, by word and sign as well as by colour. */
export function StatusBadge({ status }: { readonly status: QueryStatus }) {
  const styles = useStyles();
  const { text, color, icon } = looks[status];
  return (
    <Badge className={styles.whole} appearance="tint" shape="rounded" color={color} icon={icon}>
      {text}
    </Badge>
  );
}
