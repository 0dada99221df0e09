import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import { holdsKey, readKeyKind } from "../connections/key-kind";
import { createProfile, type KeyedProfile } from "../connections/profile";
import { readSettings } from "../connections/read-settings";
import type { ConnectionDraft, ConnectionSummary } from "./app-api";

/** API roots of a deployment besides Stripe's own. */
export type Deployment = {
  /** Where test keys go when a draft names no root, such as a sandbox server; absent: Stripe. */
  readonly defaultTestApiBase?: string;
  /** Roots besides Stripe and loopback hosts that test keys may go to. */
  readonly allowedApiBases: readonly string[];
};

/** What a draft means. @throws AppError `BAD_SETTING` in one sentence. */
export function describeConnection(draft: ConnectionDraft, deployment: Deployment): ConnectionSummary {
  const { profile } = toKeyedProfile(draft, deployment);
  const { name, mode, keyKind, apiBase, accountId } = profile;
  return { name, mode, keyKind, apiBase, accountId, builtIn: false };
}

type Described = {
  readonly name: string;
  readonly apiKey: Secret;
  readonly apiBase?: string;
  readonly accountId?: string | null;
};

/**
 * A draft or a saved connection with all its settings. It is checked anew whether the key may go to its API root, so
 * that a changed setting cannot send it elsewhere.
 * @throws AppError `BAD_SETTING`
 */
export function toKeyedProfile({ name, apiKey, apiBase, accountId }: Described, deployment: Deployment): KeyedProfile {
  const { defaultTestApiBase = "", allowedApiBases } = deployment;
  const testKey = readKeyKind(apiKey)?.mode === "test";
  const root = apiBase || (testKey ? defaultTestApiBase : "");
  const settings = readSettings({ Name: checkedName(name), ApiBase: root, AccountId: accountId ?? "" });
  const allowed = defaultTestApiBase === "" ? allowedApiBases : [defaultTestApiBase, ...allowedApiBases];
  return createProfile({ ...settings, ApiKey: apiKey }, allowed);
}

function checkedName(name: string): string {
  const trimmed = name.trim();
  if (holdsKey(trimmed)) {
    throw new AppError("BAD_SETTING", "The name looks like a key, and names can be read by everybody who gets the workbook.", {
      hint: "Enter a name, such as the account's, and the key in its own field.",
    });
  }
  if (trimmed !== "") return trimmed;
  throw new AppError("BAD_SETTING", "The connection has no name.", { hint: "Enter a name, such as the account's." });
}
