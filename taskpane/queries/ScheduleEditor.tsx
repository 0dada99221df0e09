import { Checkbox, Link, Text } from "@fluentui/react-components";
import { useMemo, useRef, useState } from "react";

import type { QueryState, Schedule } from "../../src/app/app-api";
import { clockTime } from "../clock-time";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask, type Task } from "../task";
import { useStore } from "../use-store";
import { CellField } from "./CellField";
import { ElsewhereNote } from "./ElsewhereNote";
import { PausedNote } from "./PausedNote";
import { cellProblem } from "./query-state";
import { RepeatFields } from "./RepeatFields";
import { readForm, type RepeatForm, repeatKinds, scheduleText, toForm } from "./schedule-form";

type ScheduleEditorProps = { readonly state: QueryState; readonly now: number; readonly takeOver: Task<void, void> };

/** When a query runs by itself: said in one line, changed in place. */
export function ScheduleEditor({ state, now, takeOver }: ScheduleEditorProps) {
  const layout = useLayout();
  const { id, schedule } = state.definition;
  const next = state.nextRun ?? null;
  const lost = cellProblem(state);
  const { app } = usePane();
  const [open, setOpen] = useState(false);
  const saving = useMemo(
    () => createTask((next: Schedule, { signal }) => app.queries.setSchedule(id, next, signal)),
    [app, id],
  );
  const saved = useStore(saving.state);
  /** The newest wish counts: one that is still being saved gives way. */
  const save = (next: Schedule) => {
    saving.reset();
    void saving.start(next);
  };
  return (
    <div>
      <Text size={200} className={layout.muted}>
        Refreshes {scheduleText(schedule)}
        {next === null ? "" : `, next ${clockTime(next, now)}`}.{" "}
        <Link inline as="button" className={layout.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "Schedule"}
        </Link>
      </Text>
      {lost && <PausedNote reason={lost.advice} {...(schedule.repeat === null ? {} : { title: "Cell not followed." })} />}
      <ElsewhereNote runs={state.schedule ?? "here"} name={state.definition.name} takeOver={takeOver} />
      {open && <ScheduleFields schedule={schedule} onChange={save} />}
      {saved.kind === "failed" && <ErrorBar error={saved.error} />}
    </div>
  );
}

type ScheduleFieldsProps = { readonly schedule: Schedule; readonly onChange: (schedule: Schedule) => void };

function ScheduleFields({ schedule: stored, onChange }: ScheduleFieldsProps) {
  const layout = useLayout();
  const chosen = useRef(stored);
  const [schedule, setSchedule] = useState(stored);
  const [form, setForm] = useState(() => toForm(stored.repeat));
  const repeat = readForm(form, ownZone());
  const set = (next: Schedule) => {
    chosen.current = next;
    setSchedule(next);
    onChange(next);
  };
  /** On top of what was chosen before, which may not be stored or shown yet. */
  const change = (part: Partial<Schedule>) => set({ ...chosen.current, ...part });
  const changeForm = (part: Partial<RepeatForm>) => {
    const next = { ...form, ...part };
    setForm(next);
    const read = readForm(next, ownZone());
    if (read !== undefined) change({ repeat: read });
  };
  return (
    <div className={layout.tightStack}>
      <Checkbox
        label="When the workbook opens"
        checked={schedule.onOpen}
        onChange={(_, { checked }) => change({ onOpen: checked === true })}
      />
      <RepeatFields form={form} onChange={changeForm} />
      <CellField cell={schedule.onChange ?? null} onChange={(cell) => set(following(chosen.current, cell))} />
      {repeat === undefined && (
        <Text size={200} role="alert">
          {repeatKinds[form.kind].problem}
        </Text>
      )}
    </div>
  );
}

function following({ onOpen, repeat, owner }: Schedule, cell: string | null): Schedule {
  return { onOpen, repeat, ...(owner === undefined ? {} : { owner }), ...(cell === null ? {} : { onChange: cell }) };
}

/** Times of day are meant as this computer's clock shows them. */
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
