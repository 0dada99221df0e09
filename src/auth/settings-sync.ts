import { AppError } from "../base/app-error";
import type { Clock, Random, VersionedStore } from "../platform/ports";
import { mergeSettings, type SettingChange, type SettingsBag } from "./merge-settings";

export type SettingsSyncTools = { readonly clock: Clock; readonly random: Random };

/** A bag of settings in memory and the stored one that it is kept equal with. */
export type SettingsSync = {
  /** What is stored, with the unsaved changes on top. */
  readonly current: () => SettingsBag;
  readonly change: (name: string, change: SettingChange) => void;
  /** Forgets unsaved changes of these names. */
  readonly revert: (names: readonly string[]) => void;
  /** @throws AppError `STORAGE_UNAVAILABLE`, `TOO_LARGE`, `CANCELLED`; the changes then stay unsaved. */
  readonly save: (signal: AbortSignal) => Promise<void>;
  readonly reload: (signal: AbortSignal) => Promise<void>;
};

/** Office's limit for the settings of one add-in. */
const maxBytes = 32 * 1024;
const maxAttempts = 8;

/** Makes a {@link SettingsSync}; empty until reloaded. */
export function createSettingsSync(store: VersionedStore, tools: SettingsSyncTools): SettingsSync {
  let stored: SettingsBag = {};
  let etag: string | null = null;
  const changes = new Map<string, SettingChange>();
  let queue: Promise<unknown> = Promise.resolve();

  async function load(signal: AbortSignal): Promise<void> {
    const found = await store.load(signal);
    stored = found ? parseBag(found.text) : {};
    etag = found?.etag ?? null;
  }

  /** One compare-and-swap; false when another device was quicker. */
  async function trySave(mine: ReadonlyMap<string, SettingChange>, signal: AbortSignal): Promise<boolean> {
    const next = mergeSettings(stored, mine);
    const saved = await store.save(toText(next), etag, signal);
    if (saved === "conflict") return false;
    stored = next;
    etag = saved.etag;
    for (const [name, change] of mine) if (changes.get(name) === change) changes.delete(name);
    return true;
  }

  async function save(signal: AbortSignal): Promise<void> {
    const mine = new Map(changes);
    for (let attempt = 0; mine.size > 0 && attempt < maxAttempts; attempt++) {
      if (await trySave(mine, signal)) return;
      await tools.clock.sleep(tools.random() * 2 ** attempt, signal);
      await load(signal);
    }
    if (mine.size > 0) throw contended();
  }

  /** Saves and reloads happen one after the other. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const turn = queue.then(task);
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    current: () => mergeSettings(stored, changes),
    change: (name, change) => void changes.set(name, change),
    revert: (names) => names.forEach((name) => changes.delete(name)),
    save: (signal) => inTurn(() => save(signal)),
    reload: (signal) => inTurn(() => load(signal)),
  };
}

/** Whether a JSON value is a bag of named values. */
export const isBag = (value: unknown): value is SettingsBag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseBag(text: string): SettingsBag {
  const bag = parseJson(text);
  if (isBag(bag)) return bag;
  throw unreadable();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause?: unknown) =>
  new AppError("STORAGE_UNAVAILABLE", "Your stored settings cannot be read.", {
    hint: "Clear this site's data in the browser, then enter your connections again.",
    cause,
  });

const contended = () =>
  new AppError("STORAGE_UNAVAILABLE", "Your settings are being changed elsewhere at the same time.", {
    hint: "Wait a moment and save again.",
  });

function toText(bag: SettingsBag): string {
  const text = JSON.stringify(bag);
  if (new TextEncoder().encode(text).byteLength <= maxBytes) return text;
  throw new AppError("TOO_LARGE", "Your settings would take more than 32 KB.", {
    hint: "Remove connections that you no longer use, then save again.",
  });
}
