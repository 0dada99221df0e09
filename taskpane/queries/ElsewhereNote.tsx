import { Button, Text } from "@fluentui/react-components";

import type { QueryState } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import type { Task } from "../task";
import { useFailure } from "./use-query-tasks";

type ElsewhereNoteProps = {
  /** Whose Excel runs the schedule. */
  readonly runs: NonNullable<QueryState["schedule"]>;
  readonly name: string;
  readonly takeOver: Task<void, void>;
};

/** That another computer runs the schedule, and a way to run it here when that one is late or nobody can tell. */
export function ElsewhereNote({ runs, name, takeOver }: ElsewhereNoteProps) {
  const layout = useLayout();
  const failure = useFailure(takeOver);
  if (runs === "here") return null;
  return (
    <div className={layout.tightStack}>
      <Text size={200} className={layout.muted}>
        {runs === "overdue" ? "Another computer runs it, and missed two runs." : "Another computer runs it."}
      </Text>
      {runs !== "elsewhere" && (
        <div>
          <Button size="small" aria-label={`Run the schedule of ${name} here`} onClick={() => void takeOver.start()}>
            Run it here
          </Button>
        </div>
      )}
      {failure && <ErrorBar error={failure} />}
    </div>
  );
}
