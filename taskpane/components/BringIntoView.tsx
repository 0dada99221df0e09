import { type ReactNode, useEffect, useRef } from "react";

import { useLayout } from "../layout";

type BringIntoViewProps = {
  readonly children: ReactNode;
  /** What is shown now, told apart by text; `null`: nothing that anybody waits for. */
  readonly when: string | null;
};

/** Shows what changed below a long form, where it would be missed otherwise. */
export function BringIntoView({ children, when }: BringIntoViewProps) {
  const layout = useLayout();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (when !== null) place.current?.scrollIntoView({ block: "nearest" });
  }, [when]);
  return (
    <div ref={place} className={layout.stack}>
      {children}
    </div>
  );
}
