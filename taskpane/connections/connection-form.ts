import type { ConnectionDraft, DraftSettings, GrantSummary } from "../../src/app/app-api";
import { keepSecrets, type SettingName, settingProblem } from "../../src/app/setting-fields";
import { Secret } from "../../src/base/secret";

/** The form's content as typed. */
export type ConnectionForm = {
  /** Settings by name, also those under *More settings*. Secrets of a pasted connection string are `Secret` already. */
  readonly settings: DraftSettings;
  /** What stands in for a sign-in: a key, or a token. */
  readonly way: "key" | "token";
  readonly unrestrictedKeyAccepted: boolean;
  /** The sign-in that was finished; it goes before key and token. */
  readonly grant: GrantSummary | null;
};

export const emptyForm: ConnectionForm = { settings: {}, way: "key", unrestrictedKeyAccepted: false, grant: null };

export type FormProblems = Partial<Readonly<Record<SettingName, string>>>;

/** Settings that only a sign-in of another way uses. */
const unusedBy = {
  grant: ["ApiKey", "OAuthAccessToken", "OAuthRefreshToken", "OAuthVerifier", "OAuthClientSecret", "AuthScheme", "InitiateOAuth"],
  key: ["OAuthAccessToken"],
  token: ["ApiKey"],
} as const satisfies Record<string, readonly SettingName[]>;

/** The form with one setting changed. */
export function withSetting(form: ConnectionForm, name: SettingName, value: string | Secret): ConnectionForm {
  const accepted = form.unrestrictedKeyAccepted && name !== "ApiKey" && name !== "OAuthAccessToken";
  return { ...form, unrestrictedKeyAccepted: accepted, settings: { ...form.settings, [name]: value } };
}

/** The form with a finished sign-in, or without one; an own app is remembered by its client id. */
export function withSignIn(form: ConnectionForm, grant: GrantSummary | null, ownClientId: string | null): ConnectionForm {
  const settings = { ...form.settings, OAuthClientId: ownClientId ?? "", Mode: "", OAuthApp: "" };
  return { ...form, grant, settings };
}

/** The form with the settings of a connection string on top. */
export function withSettings(form: ConnectionForm, settings: DraftSettings): ConnectionForm {
  const way = settings.ApiKey !== undefined ? "key" : isOAuth(settings) ? "token" : form.way;
  return { ...form, way, grant: null, unrestrictedKeyAccepted: false, settings: { ...form.settings, ...settings } };
}

const isOAuth = ({ OAuthAccessToken, OAuthRefreshToken, OAuthVerifier, OAuthSettingsLocation }: DraftSettings): boolean =>
  [OAuthAccessToken, OAuthRefreshToken, OAuthVerifier, OAuthSettingsLocation].some(isGiven);

const isGiven = (value: string | Secret | undefined): boolean =>
  value instanceof Secret || (value !== undefined && value.trim() !== "");

/** What can be seen to be wrong before anything is sent; the rest is for *Test connection* to find. */
export function formProblems(form: ConnectionForm): FormProblems {
  const used = usedSettings(form);
  const badForms = Object.entries(used).flatMap(([name, value]) => {
    const problem = settingProblem(name as SettingName, value);
    return problem === null ? [] : [[name, problem] as const];
  });
  return {
    ...(Object.fromEntries(badForms) as FormProblems),
    ...(isGiven(used.Name) ? {} : { Name: "Give the connection a name." }),
    ...signInProblem(form, used),
  };
}

function signInProblem({ way, grant }: ConnectionForm, used: DraftSettings): FormProblems {
  if (grant) return {};
  if (way === "token") return isOAuth(used) ? {} : { OAuthAccessToken: "Paste an access token." };
  if (!isGiven(used.ApiKey)) return { ApiKey: "Paste a restricted key or an API key." };
  if (typeof used.ApiKey !== "string" || !used.ApiKey.trim().startsWith("pk_")) return {};
  return { ApiKey: "This is a publishable key, which cannot read data. Use a restricted key (rk_…)." };
}

function usedSettings({ settings, way, grant }: ConnectionForm): DraftSettings {
  const unused: readonly string[] = unusedBy[grant ? "grant" : way];
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !unused.includes(name)));
}

/** The form as the program takes it: every secret as such, empty fields left out. */
export function toDraft(form: ConnectionForm): ConnectionDraft {
  return {
    settings: keepSecrets(usedSettings(form)),
    ...(form.grant ? { grant: form.grant } : {}),
    ...(form.unrestrictedKeyAccepted ? { unrestrictedKeyAccepted: true } : {}),
  };
}
