import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode, Ref } from "react";

const useStyles = makeStyles({
  body: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: "auto",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    "> *": { flexShrink: 0 },
    outlineStyle: "none",
  },
  footer: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

type PageFrameProps = {
  readonly children: ReactNode;
  /** Stays in view below the page. */
  readonly footer?: ReactNode;
  /** Told the part that scrolls, which takes the focus when it is given, but is no stop on the way. */
  readonly place?: Ref<HTMLElement>;
};

/** A page that scrolls, with its main action always in view. */
export function PageFrame({ children, footer, place }: PageFrameProps) {
  const styles = useStyles();
  return (
    <>
      <main {...(place ? { ref: place, tabIndex: -1 } : {})} className={styles.body}>
        {children}
      </main>
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </>
  );
}
