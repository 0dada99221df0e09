import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Field,
  type FieldProps,
  Input,
} from "@fluentui/react-components";

import { ModeBadge } from "../components/ModeBadge";
import { useLayout } from "../layout";
import { type ConnectionForm, type FormProblems, keyMode } from "./connection-form";
import { RestrictedKeyHelp } from "./RestrictedKeyHelp";

type ConnectionFieldsProps = {
  readonly form: ConnectionForm;
  readonly problems: FormProblems;
  readonly onChange: (form: ConnectionForm) => void;
};

/** A red sentence below a field, when there is something to say. */
const problemOf = (text: string | undefined): Pick<FieldProps, "validationMessage" | "validationState"> =>
  text === undefined ? {} : { validationMessage: text, validationState: "error" };

export function ConnectionFields({ form, problems, onChange }: ConnectionFieldsProps) {
  const layout = useLayout();
  const mode = keyMode(form.apiKey);
  const edit = (field: keyof ConnectionForm) => ({
    value: form[field],
    onChange: (_: unknown, { value }: { readonly value: string }) => onChange({ ...form, [field]: value }),
  });
  return (
    <div className={layout.stack}>
      <Field label="Name" hint="How formulas and queries refer to it." {...problemOf(problems.name)}>
        <Input className={layout.wide} placeholder="Acme" autoComplete="off" {...edit("name")} />
      </Field>
      <Field label="API key" hint="A restricted key that may only read is safest." {...problemOf(problems.apiKey)}>
        <Input
          className={layout.wide}
          type="password"
          placeholder="rk_live_…"
          autoComplete="off"
          contentAfter={mode ? <ModeBadge mode={mode} /> : null}
          {...edit("apiKey")}
        />
      </Field>
      <Accordion collapsible multiple defaultOpenItems={problems.apiBase || problems.accountId ? ["advanced"] : []}>
        <RestrictedKeyHelp />
        <AccordionItem value="advanced">
          <AccordionHeader size="small">Advanced</AccordionHeader>
          <AccordionPanel>
            <div className={layout.stack}>
              <Field
                label="API root"
                hint="For test keys only: another server with Stripe's API. Leave empty for Stripe."
                {...problemOf(problems.apiBase)}
              >
                <Input className={layout.wide} placeholder="https://api.stripe.com" autoComplete="off" {...edit("apiBase")} />
              </Field>
              <Field label="Account" hint="A connected account to read instead of your own." {...problemOf(problems.accountId)}>
                <Input className={layout.wide} placeholder="acct_…" autoComplete="off" {...edit("accountId")} />
              </Field>
            </div>
          </AccordionPanel>
        </AccordionItem>
      </Accordion>
    </div>
  );
}
