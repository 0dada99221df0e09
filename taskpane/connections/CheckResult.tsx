import { Body1Strong, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";
import { SubtractCircleRegular } from "@fluentui/react-icons/svg/subtract-circle";

import type { ConnectionCheck } from "../../src/app/app-api";
import { ModeBadge } from "../components/ModeBadge";
import { tableTitle } from "../get-data/table-title";
import { useLayout } from "../layout";

const useStyles = makeStyles({
  access: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(125px, 1fr))",
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    margin: 0,
    padding: 0,
    listStyleType: "none",
  },
  item: { display: "flex", gap: tokens.spacingHorizontalXS, alignItems: "flex-start", fontSize: tokens.fontSizeBase200 },
  icon: { flexShrink: 0, fontSize: "16px" },
  readable: { color: tokens.colorStatusSuccessForeground1 },
  refused: { color: tokens.colorNeutralForeground4 },
});

/** What *Test connection* found: whose account it is, whether data is live, and what may be read. */
export function CheckResult({ check }: { readonly check: ConnectionCheck }) {
  const layout = useLayout();
  const styles = useStyles();
  const { account, mode, access } = check;
  const refused = access.filter(({ readable }) => !readable).length;
  return (
    <section className={layout.section} aria-label="Test result">
      <div className={layout.spread}>
        <Body1Strong>{account.name ?? account.id ?? "Connected"}</Body1Strong>
        <ModeBadge mode={mode} />
      </div>
      {account.name !== null && account.id !== null && (
        <Text size={200} className={layout.muted}>
          {account.id}
        </Text>
      )}
      <Text size={200}>{refused === 0 ? "You may read:" : "You may read what is ticked:"}</Text>
      <ul className={styles.access}>
        {access.map(({ table, readable, missing }) => (
          <li key={table} className={styles.item}>
            {readable ? (
              <CheckmarkCircleFilled className={mergeClasses(styles.icon, styles.readable)} aria-label="May read" />
            ) : (
              <SubtractCircleRegular className={mergeClasses(styles.icon, styles.refused)} aria-label="May not read" />
            )}
            <span {...(readable ? {} : { className: styles.refused, title: missing ? `Missing permission: ${missing}` : "" })}>
              {tableTitle(table)}
            </span>
          </li>
        ))}
      </ul>
      {refused > 0 && (
        <Text size={200} className={layout.muted}>
          To read the others, give the key or the app Read for them in Stripe.
        </Text>
      )}
    </section>
  );
}
