import { Checkbox, Field, Input, makeStyles, Select, Text } from "@fluentui/react-components";
import type { ReactNode } from "react";

import type { Weekday } from "../../src/app/repeat";
import { useLayout } from "../layout";
import { type RepeatForm, repeatKinds, weekdays } from "./schedule-form";

const useStyles = makeStyles({
  number: { width: "64px", "& input": { width: "100%" } },
  days: { display: "flex", flexWrap: "wrap" },
});

type RepeatFieldsProps = { readonly form: RepeatForm; readonly onChange: (change: Partial<RepeatForm>) => void };

/** Which days of a month can be chosen. */
const monthDays = [...Array.from({ length: 28 }, (_, index) => String(index + 1)), "last"];

/** How often, and what that kind of repeat needs to know. */
export function RepeatFields({ form, onChange }: RepeatFieldsProps) {
  const styles = useStyles();
  const layout = useLayout();
  return (
    <div className={layout.tightStack}>
      <Field label="Repeat" size="small">
        <Select size="small" value={form.kind} onChange={(_, { value }) => onChange({ kind: value as RepeatForm["kind"] })}>
          {Object.entries(repeatKinds).map(([kind, { label }]) => (
            <option key={kind} value={kind}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {form.kind === "every" && <NumberField label="Minutes" value={form.minutes} unit="minutes" onChange={(minutes) => onChange({ minutes })} />}
      {form.kind === "hourly" && <NumberField label="Minute" value={form.minute} unit="minutes past" onChange={(minute) => onChange({ minute })} />}
      {form.kind === "weekly" && (
        <div className={styles.days} role="group" aria-label="Days">
          {weekdays.map(({ day, name }) => (
            <Checkbox
              key={day}
              label={name.slice(0, 3)}
              aria-label={name}
              checked={form.days.includes(day)}
              onChange={(_, { checked }) => onChange({ days: withDay(form.days, day, checked === true) })}
            />
          ))}
        </div>
      )}
      {form.kind === "monthly" && (
        <Row text="on">
          <Select size="small" aria-label="Day of the month" value={form.day} onChange={(_, { value }) => onChange({ day: value })}>
            {monthDays.map((day) => (
              <option key={day} value={day}>
                {day === "last" ? "the last day" : `day ${day}`}
              </option>
            ))}
          </Select>
        </Row>
      )}
      {["daily", "weekly", "monthly"].includes(form.kind) && (
        <Row text="at">
          <Input size="small" type="time" aria-label="Time" value={form.at} onChange={(_, { value }) => onChange({ at: value })} />
        </Row>
      )}
    </div>
  );
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly onChange: (text: string) => void;
};

function NumberField({ label, value, unit, onChange }: NumberFieldProps) {
  const styles = useStyles();
  const layout = useLayout();
  return (
    <div className={layout.row}>
      <Input
        className={styles.number}
        size="small"
        aria-label={label}
        inputMode="numeric"
        value={value}
        onChange={(_, { value: text }) => onChange(text)}
      />
      <Text>{unit}</Text>
    </div>
  );
}

function Row({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const layout = useLayout();
  return (
    <div className={layout.row}>
      <Text>{text}</Text>
      {children}
    </div>
  );
}

function withDay(days: readonly Weekday[], day: Weekday, chosen: boolean): readonly Weekday[] {
  const others = days.filter((one) => one !== day);
  return chosen ? [...others, day].sort((a, b) => a - b) : others;
}
