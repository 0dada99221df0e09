import { Field, Input, Text } from "@fluentui/react-components";

import { problemOf } from "../components/field-problem";
import { SecretInput } from "../components/SecretInput";
import { useLayout } from "../layout";
import type { OwnAppForm, OwnAppProblems } from "./own-app-form";

type OwnAppFieldsProps = {
  readonly own: OwnAppForm;
  readonly problems: OwnAppProblems;
  readonly disabled: boolean;
  /** What the person registers as redirect URI at Stripe. */
  readonly callbackUrl: string | null;
  readonly onChange: (own: OwnAppForm) => void;
};

/** Client id and secret of an OAuth app that the person registered at Stripe. */
export function OwnAppFields({ own, problems, disabled, callbackUrl, onChange }: OwnAppFieldsProps) {
  const layout = useLayout();
  const edit = (name: keyof OwnAppForm) => (_: unknown, { value }: { readonly value: string }) => onChange({ ...own, [name]: value });
  return (
    <div className={layout.stack}>
      {callbackUrl !== null && (
        <Text size={200}>
          Register this redirect URI in your app: <code className={layout.code}>{callbackUrl}</code>
        </Text>
      )}
      <Field label="Client id" {...problemOf(problems.clientId)}>
        <Input className={layout.wide} disabled={disabled} placeholder="ca_…" autoComplete="off" spellCheck={false} value={own.clientId} onChange={edit("clientId")} />
      </Field>
      <Field label="Client secret" hint="Sent to the server once and never shown again." {...problemOf(problems.clientSecret)}>
        <SecretInput disabled={disabled} secret={own.clientSecret} placeholder="sk_…" onSecret={(clientSecret) => onChange({ ...own, clientSecret })} />
      </Field>
      <Field label="Test link (optional)" hint="For a Stripe App that is not published yet." {...problemOf(problems.channel)}>
        <Input className={layout.wide} disabled={disabled} placeholder="chnlink_…" autoComplete="off" spellCheck={false} value={own.channel} onChange={edit("channel")} />
      </Field>
    </div>
  );
}
