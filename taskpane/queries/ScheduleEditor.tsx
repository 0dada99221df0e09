import { Checkbox, Input, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useMemo, useState } from "react";

import type { Schedule } from "../../src/app/app-api";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { longestMinutes, readMinutes, scheduleText, shortestMinutes, usualMinutes } from "./schedule-form";

const useStyles = makeStyles({
  minutes: { width: "64px", "& input": { width: "100%" } },
  every: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

type ScheduleEditorProps = { readonly id: string; readonly schedule: Schedule };

/** When a query runs by itself: said in one line, changed in place. */
export function ScheduleEditor({ id, schedule }: ScheduleEditorProps) {
  const layout = useLayout();
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
        Refreshes {scheduleText(schedule)}.{" "}
        <Link inline as="button" className={layout.link} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Close" : "Schedule"}
        </Link>
      </Text>
      {open && <ScheduleFields schedule={schedule} onChange={save} />}
      {saved.kind === "failed" && <ErrorBar error={saved.error} />}
    </div>
  );
}

type ScheduleFieldsProps = { readonly schedule: Schedule; readonly onChange: (schedule: Schedule) => void };

function ScheduleFields({ schedule: stored, onChange }: ScheduleFieldsProps) {
  const styles = useStyles();
  const [schedule, setSchedule] = useState(stored);
  const [minutes, setMinutes] = useState(String(schedule.everyMinutes ?? usualMinutes));
  /** On top of what was chosen before, which may not be stored yet. */
  const change = (part: Partial<Schedule>) => {
    const next = { ...schedule, ...part };
    setSchedule(next);
    onChange(next);
  };
  const changeMinutes = (text: string) => {
    setMinutes(text);
    const read = readMinutes(text);
    if (read !== null && schedule.everyMinutes !== null) change({ everyMinutes: read });
  };
  const valid = readMinutes(minutes) !== null;
  return (
    <div>
      <Checkbox
        label="When the workbook opens"
        checked={schedule.onOpen}
        onChange={(_, { checked }) => change({ onOpen: checked === true })}
      />
      <div className={styles.every}>
        <Checkbox
          label="Every"
          aria-label="On a schedule"
          disabled={!valid}
          checked={schedule.everyMinutes !== null}
          onChange={(_, { checked }) => change({ everyMinutes: checked === true ? readMinutes(minutes) : null })}
        />
        <Input
          className={styles.minutes}
          size="small"
          aria-label="Minutes"
          inputMode="numeric"
          value={minutes}
          onChange={(_, { value }) => changeMinutes(value)}
        />
        <Text>minutes</Text>
      </div>
      {!valid && (
        <Text size={200} role="alert">{`Give ${shortestMinutes} to ${longestMinutes} minutes.`}</Text>
      )}
    </div>
  );
}
