import { AccordionHeader, AccordionItem, AccordionPanel, Body1Strong, Field, Input, Select } from "@fluentui/react-components";

import { type SettingField, settingFields, type SettingName } from "../../src/app/setting-fields";
import type { Secret } from "../../src/base/secret";
import { problemOf } from "../components/field-problem";
import { SecretInput } from "../components/SecretInput";
import { useLayout } from "../layout";
import { type ConnectionForm, type FormProblems, withSetting, withSettings } from "./connection-form";
import { ConnectionTextBox } from "./ConnectionTextBox";

/** Settings with a field of their own in the form. */
const elsewhere: readonly SettingName[] = ["Name", "ApiKey", "OAuthAccessToken"];
const offered = settingFields.filter(({ name }) => !elsewhere.includes(name));
const groups = [...new Set(offered.map(({ group }) => group))];

/** Its value among the accordion's items. */
export const moreSettings = "more";

/** Whether a problem is about one of the settings here. */
export const concernsMoreSettings = (problems: FormProblems): boolean => offered.some(({ name }) => problems[name] !== undefined);

type MoreSettingsProps = {
  readonly form: ConnectionForm;
  readonly problems: FormProblems;
  readonly onChange: (form: ConnectionForm) => void;
};

/** Every other setting, from the declarations, and a box for a connection string. */
export function MoreSettings({ form, problems, onChange }: MoreSettingsProps) {
  const layout = useLayout();
  return (
    <AccordionItem value={moreSettings}>
      <AccordionHeader size="small">More settings</AccordionHeader>
      <AccordionPanel>
        <div className={layout.stack}>
          <ConnectionTextBox onSettings={(settings) => onChange(withSettings(form, settings))} />
          {groups.map((group) => (
            <div key={group} role="group" aria-label={group} className={layout.stack}>
              <Body1Strong>{group}</Body1Strong>
              {offered
                .filter((field) => field.group === group)
                .map((field) => (
                  <Setting
                    key={field.name}
                    field={field}
                    value={form.settings[field.name] ?? ""}
                    problem={problems[field.name]}
                    onValue={(value) => onChange(withSetting(form, field.name, value))}
                  />
                ))}
            </div>
          ))}
        </div>
      </AccordionPanel>
    </AccordionItem>
  );
}

type SettingProps = {
  readonly field: SettingField;
  readonly value: string | Secret;
  readonly problem: string | undefined;
  readonly onValue: (value: string) => void;
};

function Setting({ field, value, problem, onValue }: SettingProps) {
  return (
    <Field label={field.label} hint={field.doc} {...problemOf(problem)}>
      <SettingInput field={field} value={value} onValue={onValue} />
    </Field>
  );
}

/** Gets its id and its description from the field around it. */
function SettingInput({ field, value, onValue, ...labelled }: Omit<SettingProps, "problem">) {
  const layout = useLayout();
  if (field.secret) return <SecretInput {...labelled} secret={value} onSecret={onValue} />;
  const text = typeof value === "string" ? value : "";
  if (field.choices) {
    return (
      <Select {...labelled} className={layout.wide} value={text} onChange={(_, chosen) => onValue(chosen.value)}>
        <option value="">Default</option>
        {field.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </Select>
    );
  }
  return <Input {...labelled} className={layout.wide} autoComplete="off" spellCheck={false} value={text} onChange={(_, typed) => onValue(typed.value)} />;
}
