import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import type { VersionedStore } from "../platform/ports";
import type { SettingsBag } from "./merge-settings";
import { createSettingsSync, isBag, type SettingsSyncTools } from "./settings-sync";

/**
 * The result that a `saveAsync` callback gets, in the shape of `Office.AsyncResult`.
 * @see https://learn.microsoft.com/javascript/api/outlook/office.roamingsettings
 */
export type SaveResult =
  | { readonly status: "succeeded" }
  | { readonly status: "failed"; readonly error: { readonly name: string; readonly message: string } };

/**
 * Settings of one person, with the interface of Office's `RoamingSettings`: `get`, `set` and `remove` act at once on a
 * bag in memory, `saveAsync` stores the bag. Excel has no such store of its own.
 */
export interface RoamingSettings {
  /** Where the settings are kept, for messages. */
  readonly keptIn: VersionedStore["kind"];
  /** The JSON value, or `null` when there is none. */
  get(name: string): unknown;
  /** Keeps a JSON value; it is stored by the next save. */
  set(name: string, value: unknown): void;
  remove(name: string): void;
  saveAsync(callback?: (result: SaveResult) => void): void;

  /** Names of all settings, sorted. */
  names(): readonly string[];
  getSecret(name: string): Secret | null;
  /** @throws AppError `STORAGE_UNAVAILABLE` when the store does not protect what it holds. */
  setSecret(name: string, secret: Secret): void;
  /**
   * Stores all changes, merged per name with those of other devices.
   * @throws AppError `STORAGE_UNAVAILABLE`, `TOO_LARGE`, `CANCELLED`; the changes then stay unsaved.
   */
  save(signal: AbortSignal): Promise<void>;
  /** Forgets unsaved changes of these names. */
  revert(names: readonly string[]): void;
  /** Reads again what is stored; unsaved changes stay on top. */
  reload(signal: AbortSignal): Promise<void>;
}

/** Opens the settings that `store` holds. @throws AppError `STORAGE_UNAVAILABLE` when they cannot be read. */
export async function openRoamingSettings(
  store: VersionedStore,
  tools: SettingsSyncTools,
  signal: AbortSignal,
): Promise<RoamingSettings> {
  const sync = createSettingsSync(store, tools);
  await sync.reload(signal);
  const read = (name: string) => ownValue(sync.current(), name);
  const put = (name: string, value: unknown) => sync.change(name, { kind: "set", value: toJson(name, value) });
  return {
    keptIn: store.kind,
    get: (name) => structuredClone(read(name)),
    set: put,
    remove: (name) => sync.change(name, { kind: "remove" }),
    saveAsync(callback) {
      const done = sync.save(new AbortController().signal).then((): SaveResult => ({ status: "succeeded" }), toFailure);
      void done.then(callback);
    },
    names: () => Object.keys(sync.current()).sort(),
    getSecret: (name) => toSecret(read(name)),
    setSecret(name, secret) {
      if (!protects(store)) throw unprotected();
      put(name, { secret: secret.reveal() });
    },
    save: sync.save,
    revert: sync.revert,
    reload: sync.reload,
  };
}

const protects = (store: VersionedStore) => store.kind === "memory" || store.encrypts === true;

const unprotected = () =>
  new AppError("STORAGE_UNAVAILABLE", "This place does not encrypt what it stores, so a key cannot be kept in it.");

const ownValue = (bag: SettingsBag, name: string): unknown => (Object.hasOwn(bag, name) ? bag[name] : null);

function toSecret(value: unknown): Secret | null {
  return isBag(value) && typeof value["secret"] === "string" ? new Secret(value["secret"]) : null;
}

/** A copy as JSON. A `Secret` would silently become the text `[secret]`, so it is refused. */
function toJson(name: string, value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value, function (this: SettingsBag, key: string, json: unknown) {
    if (this[key] instanceof Secret) throw new Error(`the setting ${name} holds a secret; use setSecret`);
    return json;
  });
  return text === undefined ? null : JSON.parse(text);
}

function toFailure(failure: unknown): SaveResult {
  const error = AppError.from(failure);
  return { status: "failed", error: { name: error.code, message: error.advice } };
}
