import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import { holdsKey, readKeyKind } from "../connections/key-kind";
import { planSignIn } from "../connections/plan-sign-in";
import { type ConnectionProfile, createProfile } from "../connections/profile";
import { readSettings } from "../connections/read-settings";
import type { SettingsLocation, SignInPlan } from "../connections/sign-in-plan";
import type { DraftSettings } from "./app-api";

/** API roots of a deployment besides Stripe's own. */
export type Deployment = {
  /** Where test keys go when a draft names no root, such as a sandbox server; absent: Stripe. */
  readonly defaultTestApiBase?: string;
  /** Roots besides Stripe and loopback hosts that test keys may go to. */
  readonly allowedApiBases: readonly string[];
};

/** What the settings of a connection mean, before anything is sent. */
export type ReadConnection = {
  /** With the root that the deployment gives to test keys. */
  readonly settings: DraftSettings;
  readonly plan: SignInPlan;
  readonly profile: ConnectionProfile;
};

/** What a draft is read with. */
export type DraftReader = {
  readonly deployment: Deployment;
  /** Where tokens are kept when the settings do not say. */
  readonly location: SettingsLocation;
};

/**
 * What settings mean, of a draft or of a saved connection. It is checked anew each time whether the key may go to its API
 * root, so that a changed setting cannot send it elsewhere.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED` in one sentence.
 */
export function readDraft(draft: DraftSettings, { deployment, location }: DraftReader): ReadConnection {
  const { defaultTestApiBase, allowedApiBases } = deployment;
  const settings = { ...draft, Name: checkedName(draft.Name), ...rootFor(draft, defaultTestApiBase) };
  const allowed = defaultTestApiBase === undefined ? allowedApiBases : [defaultTestApiBase, ...allowedApiBases];
  const read = readSettings(settings);
  const plan = planSignIn(read, { place: "page", location });
  return { settings, plan, profile: createProfile(read, plan, allowed) };
}

function rootFor({ ApiBase, ApiKey, OAuthAccessToken }: DraftSettings, defaultTestApiBase: string | undefined): DraftSettings {
  const key = ApiKey ?? OAuthAccessToken;
  const isTestKey = key instanceof Secret && readKeyKind(key)?.mode === "test";
  return !ApiBase && isTestKey && defaultTestApiBase !== undefined ? { ApiBase: defaultTestApiBase } : {};
}

function checkedName(name: string | Secret | undefined): string {
  const trimmed = typeof name === "string" ? name.trim() : "";
  if (holdsKey(trimmed)) {
    throw new AppError("BAD_SETTING", "The name looks like a key, and names can be read by everybody who gets the workbook.", {
      hint: "Enter a name, such as the account's, and the key in its own field.",
    });
  }
  if (trimmed !== "") return trimmed;
  throw new AppError("BAD_SETTING", "The connection has no name.", { hint: "Enter a name, such as the account's." });
}
