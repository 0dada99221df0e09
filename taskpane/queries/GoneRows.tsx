import { Button, Checkbox, Text } from "@fluentui/react-components";
import { useState } from "react";

import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import type { Task } from "../task";
import { useFailure } from "./use-query-tasks";

type GoneRowsProps = {
  readonly deletes: boolean;
  readonly setGone: Task<"mark" | "delete", void>;
  readonly onClose: () => void;
};

/** What becomes of rows that do not come again, and what that means for a person's own cells. */
export function GoneRows({ deletes, setGone, onClose }: GoneRowsProps) {
  const layout = useLayout();
  const failure = useFailure(setGone);
  /** What was chosen until the workbook has it, which can take a while; `null` when nothing is under way. */
  const [chosen, setChosen] = useState<boolean | null>(null);

  async function choose(wanted: boolean): Promise<void> {
    if (chosen !== null) return;
    setChosen(wanted);
    await setGone.start(wanted ? "delete" : "mark");
    setChosen(null);
  }

  return (
    <div className={layout.tightStack}>
      <Checkbox
        label="Delete rows that are gone"
        checked={chosen ?? deletes}
        onChange={(_, { checked }) => void choose(checked === true)}
      />
      <Text size={200} className={layout.muted}>
        {deletes
          ? "A row that a complete refresh does not bring again is deleted, with what you wrote in it."
          : "A row that a complete refresh does not bring again stays, with what you wrote in it, and is marked as gone."}
      </Text>
      {failure && <ErrorBar error={failure} />}
      <div>
        <Button size="small" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
