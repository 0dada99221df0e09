import { Body1Strong, makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  box: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
  },
  picture: {
    display: "flex",
    padding: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusCircular,
    fontSize: "28px",
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground3 },
  action: { marginTop: tokens.spacingVerticalS },
});

type EmptyStateProps = {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action?: ReactNode;
};

/** What a page says when it has nothing to show yet, and how to begin. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.box}>
      <span className={styles.picture} aria-hidden>
        {icon}
      </span>
      <Body1Strong as="h2" className={styles.title}>{title}</Body1Strong>
      <Text align="center" className={styles.text}>{text}</Text>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
