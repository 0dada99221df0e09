import { Text } from "@fluentui/react-components";

import type { AnsweredQuery } from "../../src/app/app-api";
import { answerFigures, loadNotes } from "../get-data/result-line";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { ReadsNote } from "./ReadsNote";

/** What an answer took, and how its rows came where that is worth knowing. */
export function AnswerDetails({ answer }: { readonly answer: AnsweredQuery }) {
  const layout = useLayout();
  const { now } = usePane();
  return (
    <div className={layout.tightStack}>
      <Text size={200} className={layout.muted} title={`As of ${new Date(answer.asOf).toLocaleString()}`}>
        {answerFigures(answer, now())}
      </Text>
      {loadNotes(answer.loads).map((note) => (
        <Text key={note} size={200} className={layout.muted}>
          {note}
        </Text>
      ))}
      {answer.reads && <ReadsNote reads={answer.reads} />}
    </div>
  );
}
