import type { ConnectionDraft } from "../../src/app/app-api";
import { Secret } from "../../src/base/secret";

/** The form's fields as typed. */
export type ConnectionForm = {
  readonly name: string;
  readonly apiKey: string;
  readonly apiBase: string;
  readonly accountId: string;
};

export const emptyForm: ConnectionForm = { name: "", apiKey: "", apiBase: "", accountId: "" };

export type FormProblems = Partial<Readonly<Record<keyof ConnectionForm, string>>>;

const requiredTexts = {
  name: "Give the connection a name.",
  apiKey: "Paste a restricted key or an API key.",
};

/** What can be seen to be wrong before anything is sent; the rest is for *Test connection* to find. */
export function formProblems(form: ConnectionForm): FormProblems {
  return {
    ...(form.name.trim() === "" ? { name: requiredTexts.name } : {}),
    ...keyProblem(form.apiKey.trim()),
    ...(form.apiBase.trim() === "" || URL.canParse(form.apiBase.trim())
      ? {}
      : { apiBase: "Give an address such as http://127.0.0.1:12111." }),
    ...(/^(acct_\w+)?$/.test(form.accountId.trim()) ? {} : { accountId: "An account id begins with acct_." }),
  };
}

function keyProblem(key: string): FormProblems {
  if (key === "") return { apiKey: requiredTexts.apiKey };
  if (key.startsWith("pk_")) return { apiKey: "This is a publishable key, which cannot read data. Use a restricted key (rk_…)." };
  return {};
}

/** Whether the key is for test or live data, as far as its beginning tells. */
export function keyMode(key: string): "test" | "live" | null {
  const mode = /^[rs]k_(test|live)_/.exec(key.trim())?.[1];
  return mode === "test" || mode === "live" ? mode : null;
}

/** The form as the program takes it; empty fields are left out. */
export function toDraft(form: ConnectionForm): ConnectionDraft {
  const apiBase = form.apiBase.trim();
  const accountId = form.accountId.trim();
  return {
    name: form.name.trim(),
    apiKey: new Secret(form.apiKey.trim()),
    ...(apiBase === "" ? {} : { apiBase }),
    ...(accountId === "" ? {} : { accountId }),
  };
}
