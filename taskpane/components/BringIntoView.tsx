import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";

import { useLayout } from "../layout";

const useStyles = makeStyles({
  /** So that it does not end at the very edge. */
  apart: { scrollMarginBlockEnd: tokens.spacingVerticalL },
});

type BringIntoViewProps = {
  readonly children: ReactNode;
  /** What is shown now, told apart by text; `null`: nothing that anybody waits for. */
  readonly when: string | null;
};

/** Shows what changed below a long form, where it would be missed otherwise. */
export function BringIntoView({ children, when }: BringIntoViewProps) {
  const layout = useLayout();
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (when !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [when]);
  return (
    <div ref={place} className={mergeClasses(layout.stack, styles.apart)}>
      {children}
    </div>
  );
}
