import { Body1Strong, Button, Text } from "@fluentui/react-components";
import { useEffect, useMemo, useState } from "react";

import type { FormulaCount } from "../../src/platform/ports";
import { ErrorBar } from "../components/ErrorBar";
import { Question } from "../components/Question";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { formulasLine } from "./formulas-line";
import { createFormulaTasks, type FormulaTasks } from "./formula-tasks";

/** What can be done with the formulas of the workbook; nothing where it has none. */
export function FormulasCard() {
  const { formulas } = usePane();
  const tasks = useMemo(() => createFormulaTasks(formulas), [formulas]);
  useEffect(() => {
    void tasks.look.start();
    return tasks.look.reset;
  }, [tasks]);
  const found = useStore(formulas.found);
  if (found === null || found.working + found.broken === 0) return <Outcome tasks={tasks} />;
  return <Card found={found} tasks={tasks} />;
}

type CardProps = { readonly found: FormulaCount; readonly tasks: FormulaTasks };

function Card({ found, tasks }: CardProps) {
  const layout = useLayout();
  const [asking, setAsking] = useState(false);
  const [convertButton, setConvertButton] = useState<HTMLElement | null>(null);
  const works = [useStore(tasks.refresh.state), useStore(tasks.repair.state), useStore(tasks.toValues.state)];
  const busy = works.some(({ kind }) => kind === "running");
  const close = () => {
    setAsking(false);
    convertButton?.focus();
  };
  const convert = () => {
    close();
    void tasks.toValues.start();
  };
  return (
    <section aria-label="Formulas" className={layout.section}>
      <Body1Strong as="h2" className={layout.heading}>
        Formulas
      </Body1Strong>
      <Text>{formulasLine(found)}</Text>
      <div className={layout.row}>
        {found.working > 0 && (
          <Button size="small" disabledFocusable={busy} onClick={() => void tasks.refresh.start()}>
            Refresh formulas
          </Button>
        )}
        {found.broken > 0 && (
          <Button size="small" appearance="primary" disabledFocusable={busy} onClick={() => void tasks.repair.start()}>
            Repair formulas
          </Button>
        )}
        {found.working > 0 && (
          <Button ref={setConvertButton} size="small" disabledFocusable={busy} onClick={() => setAsking(true)}>
            Convert to values
          </Button>
        )}
      </div>
      {asking && (
        <Question
          label="Convert formulas to values"
          text="The cells keep what they show, and are not refreshed any more."
          answers={[{ text: "Convert", onChoose: convert }]}
          onCancel={close}
        />
      )}
      <Outcome tasks={tasks} />
    </section>
  );
}

/** What came of the last click, in a word or in a sentence. */
function Outcome({ tasks }: { readonly tasks: FormulaTasks }) {
  const layout = useLayout();
  const said = useStore(tasks.said);
  const states = [useStore(tasks.refresh.state), useStore(tasks.repair.state), useStore(tasks.toValues.state), useStore(tasks.look.state)];
  const failed = states.find((state) => state.kind === "failed");
  if (failed) return <ErrorBar error={failed.error} />;
  return said === "" ? null : (
    <Text size={200} role="status" className={layout.muted}>
      {said}
    </Text>
  );
}
