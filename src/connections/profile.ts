import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import { checkApiBase } from "./check-api-base";
import { readKeyKind } from "./key-kind";
import type { ConnectionSettings } from "./properties";

/** A connection without its secret. */
export type ConnectionProfile = {
  readonly name: string;
  readonly mode: "test" | "live";
  readonly keyKind: "restricted" | "secret";
  readonly apiBase: string;
  readonly apiVersion: string;
  readonly accountId: string | null;
  readonly timeZone: string;
  readonly maxRows: number | null;
};

/** A profile and the key that opens it. */
export type KeyedProfile = { readonly profile: ConnectionProfile; readonly apiKey: Secret };

/**
 * What settings mean, once it is sure that the key may go where they point. `allowedApiBases`: see {@link checkApiBase}.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED` without a key.
 */
export function createProfile(settings: ConnectionSettings, allowedApiBases: readonly string[]): KeyedProfile {
  const { ApiKey: apiKey, Name: name, AccountId: accountId, ApiVersion: apiVersion, TimeZone: timeZone, MaxRows: maxRows } = settings;
  if (apiKey === null) {
    throw new AppError("NOT_CONNECTED", "The connection has no API key.", {
      hint: "Enter a restricted key from the Stripe Dashboard (Developers > API keys).",
    });
  }
  const kind = readKeyKind(apiKey);
  if (kind === null) throw notAKey();
  const apiBase = checkApiBase({ apiBase: settings.ApiBase, mode: kind.mode, allowed: allowedApiBases });
  return { apiKey, profile: { name, ...kind, apiBase, apiVersion, accountId, timeZone, maxRows } };
}

function notAKey(): AppError {
  return new AppError("BAD_SETTING", "This is not a Stripe API key.", {
    hint: "A key starts with rk_ (restricted, recommended) or sk_ (secret); copy it from the Stripe Dashboard (Developers > API keys).",
  });
}
