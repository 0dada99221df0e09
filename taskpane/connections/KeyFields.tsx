import { Field, Tab, TabList } from "@fluentui/react-components";

import { keyFacts, type SettingName } from "../../src/app/setting-fields";
import { problemOf } from "../components/field-problem";
import { ModeBadge } from "../components/ModeBadge";
import { SecretInput } from "../components/SecretInput";
import { useLayout } from "../layout";
import { type ConnectionForm, type FormProblems, withSetting } from "./connection-form";
import { UnrestrictedKey } from "./UnrestrictedKey";

type KeyFieldsProps = {
  readonly form: ConnectionForm;
  readonly problems: FormProblems;
  readonly onChange: (form: ConnectionForm) => void;
};

type Way = ConnectionForm["way"];
type WayField = { readonly setting: SettingName; readonly label: string; readonly hint: string; readonly placeholder: string };

const fields: Readonly<Record<Way, WayField>> = {
  key: {
    setting: "ApiKey",
    label: "API key",
    hint: "A restricted key that may only read is safest.",
    placeholder: "rk_live_…",
  },
  token: {
    setting: "OAuthAccessToken",
    label: "Token",
    hint: "A token that you got elsewhere. It is used as it is and not renewed.",
    placeholder: "sk_… or another token",
  },
};

/** A key or a token, with the mode that its beginning tells. */
export function KeyFields({ form, problems, onChange }: KeyFieldsProps) {
  const layout = useLayout();
  const { setting, label, hint, placeholder } = fields[form.way];
  const secret = form.settings[setting] ?? "";
  const facts = keyFacts(secret);
  return (
    <div className={layout.stack}>
      <TabList
        size="small"
        aria-label="What you have"
        className={layout.flushTabs}
        selectedValue={form.way}
        onTabSelect={(_, { value }) => onChange({ ...form, way: value === "token" ? "token" : "key" })}
      >
        <Tab value="key">Restricted or API key</Tab>
        <Tab value="token">Access token</Tab>
      </TabList>
      <Field label={label} hint={hint} {...problemOf(problems[setting])}>
        <SecretInput
          key={setting}
          secret={secret}
          placeholder={placeholder}
          contentAfter={facts ? <ModeBadge mode={facts.mode} /> : null}
          onSecret={(typed) => onChange(withSetting(form, setting, typed))}
        />
      </Field>
      {facts?.mode === "live" && !facts.restricted && (
        <UnrestrictedKey
          accepted={form.unrestrictedKeyAccepted}
          onAccept={(unrestrictedKeyAccepted) => onChange({ ...form, unrestrictedKeyAccepted })}
        />
      )}
    </div>
  );
}
