import { Button, Text } from "@fluentui/react-components";

import { useLayout } from "../layout";

type Answer = { readonly text: string; readonly onChoose: () => void };

type QuestionProps = {
  /** Whom the question is about, for those who cannot see where it stands. */
  readonly label: string;
  readonly text: string;
  /** The first is the one that most people want. */
  readonly answers: readonly Answer[];
  readonly onCancel: () => void;
};

/** A question in place of a dialog, which would hide the sheet; Escape leaves all as it is. */
export function Question({ label, text, answers, onCancel }: QuestionProps) {
  const layout = useLayout();
  return (
    <div role="group" aria-label={label} className={layout.tightStack} onKeyDown={({ key }) => key === "Escape" && onCancel()}>
      <Text size={200}>{text}</Text>
      <div className={layout.row}>
        {answers.map((answer, index) => (
          <Button
            key={answer.text}
            size="small"
            appearance={index === 0 ? "primary" : "secondary"}
            autoFocus={index === 0}
            onClick={answer.onChoose}
          >
            {answer.text}
          </Button>
        ))}
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
