import type { QueryDefinition } from "../../src/app/app-api";
import { Question } from "../components/Question";
import { GoneRows } from "./GoneRows";
import type { QueryTasks } from "./use-query-tasks";

/** What a card asks or offers below its buttons; `null`: nothing. A name is typed in the heading's place. */
export type Panel = "rename" | "gone" | "convert" | "delete" | null;

type CardPanelProps = {
  readonly panel: Panel;
  readonly definition: QueryDefinition;
  readonly tasks: QueryTasks;
  readonly onClose: () => void;
};

/** What was chosen from the card's menu and needs a word more. */
export function CardPanel({ panel, definition, tasks, onClose }: CardPanelProps) {
  const { name, deletesGone = false } = definition;
  const remove = (data: "keep" | "delete") => () => {
    onClose();
    void tasks.remove.start(data);
  };
  switch (panel) {
    case "gone":
      return <GoneRows deletes={deletesGone} setGone={tasks.setGone} onClose={onClose} />;
    case "convert":
      return (
        <Question
          label={`Convert ${name} to values`}
          text="The table stays as plain values, and is not refreshed any more."
          answers={[{ text: "Convert", onChoose: remove("keep") }]}
          onCancel={onClose}
        />
      );
    case "delete":
      return (
        <Question
          label={`Delete ${name}`}
          text="Delete this query? Its table can stay as plain values, or be deleted with what you wrote in it."
          answers={[
            { text: "Keep table", onChoose: remove("keep") },
            { text: "Delete table", onChoose: remove("delete") },
          ]}
          onCancel={onClose}
        />
      );
    case "rename":
    case null:
      return null;
  }
}
