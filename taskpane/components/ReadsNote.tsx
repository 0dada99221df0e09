import { Link, Text } from "@fluentui/react-components";
import { useState } from "react";

import type { ReadCount } from "../../src/app/app-api";
import { grouped } from "../figures";
import { useLayout } from "../layout";

type ReadsNoteProps = { readonly reads: Pick<ReadCount, "count" | "floor"> };

/** How much of what Stripe lets the account read is used up, and on demand what that means: `1,240 of 10,000 reads in 30 days`. */
export function ReadsNote({ reads: { count, floor } }: ReadsNoteProps) {
  const layout = useLayout();
  const [open, setOpen] = useState(false);
  return (
    <div className={layout.tightStack}>
      <Text size={200} className={layout.muted}>
        {`${grouped(count)} of ${grouped(floor)} reads in 30 days. `}
        <Link inline as="button" className={layout.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "What counts"}
        </Link>
      </Text>
      {open && (
        <Text size={200} className={layout.muted}>
          {`Stripe lets every account be read ${grouped(floor)} times in 30 days, and 500 times for each payment where that is more. ` +
            "A request is one read. Only those of this device are counted here."}
        </Text>
      )}
    </div>
  );
}
