import type { RoamingSettings } from "../auth/roaming-settings";
import type { SavedConnection } from "./stored-connections";

type Earlier = {
  readonly mode: "test" | "live";
  readonly keyKind: "restricted" | "secret";
  readonly apiBase: string;
  readonly accountId: string | null;
};

/**
 * A connection as the first version stored it: kind of key, API root and account, and its key under a name of its own.
 * Saving writes today's form. `null` for any other shape.
 */
export function readEarlierForm(
  settings: RoamingSettings,
  { name, about }: { readonly name: string; readonly about: unknown },
): SavedConnection | null {
  if (!isEarlier(about)) return null;
  const { mode, keyKind, apiBase, accountId } = about;
  const key = settings.getSecret(`key:${name}`);
  return {
    summary: {
      name,
      mode,
      signIn: keyKind === "restricted" ? "restrictedKey" : "secretKey",
      apiBase,
      accountId,
      account: null,
      builtIn: false,
      needsSignIn: false,
    },
    settings: {
      Name: name,
      ApiBase: apiBase,
      ...(accountId === null ? {} : { AccountId: accountId }),
      ...(key === null ? {} : { ApiKey: key }),
    },
  };
}

function isEarlier(value: unknown): value is Earlier {
  if (typeof value !== "object" || value === null) return false;
  const { mode, keyKind, apiBase, accountId } = value as Partial<Record<keyof Earlier, unknown>>;
  return (
    (mode === "test" || mode === "live") &&
    (keyKind === "restricted" || keyKind === "secret") &&
    typeof apiBase === "string" &&
    (accountId === null || typeof accountId === "string")
  );
}
