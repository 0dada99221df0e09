import { Subtitle2, Text } from "@fluentui/react-components";
import type { ReactNode } from "react";

import { useLayout } from "../layout";

type PageHeadingProps = {
  readonly title: string;
  readonly text?: string;
  /** A button beside the title. */
  readonly action?: ReactNode;
};

export function PageHeading({ title, text, action }: PageHeadingProps) {
  const layout = useLayout();
  return (
    <div className={layout.tightStack}>
      <div className={layout.spread}>
        <Subtitle2 as="h1" className={layout.heading}>{title}</Subtitle2>
        {action}
      </div>
      {text && (
        <Text size={200} className={layout.muted}>
          {text}
        </Text>
      )}
    </div>
  );
}
