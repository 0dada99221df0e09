import { AppError } from "../../base/app-error";
import { createMemoryStore } from "../memory-store";
import type { VersionedStore } from "../ports";
import { createDeviceStore } from "./device-store";

/** Where settings that no gateway keeps go in this browser, and why not on the device when they cannot. */
export type SettingsPlace = { readonly store: VersionedStore; readonly fallback: AppError | null };

export type SettingsPlaceOptions = {
  readonly database: string;
  /** Makes the device's store; another one in tests. */
  readonly createDevice?: typeof createDeviceStore;
};

/**
 * The encrypted device store where it works, else memory. Excel on the web runs the add-in in a frame where the browser
 * may forbid storage although the interfaces exist, so an actual write and read decide.
 */
export async function openSettingsStore(options: SettingsPlaceOptions, signal: AbortSignal): Promise<SettingsPlace> {
  const createDevice = options.createDevice ?? createDeviceStore;
  const device = (name: string) => createDevice({ database: options.database, name });
  try {
    await tryOut(device("probe"), signal);
    const store = device("settings");
    await store.load(signal);
    return { store, fallback: null };
  } catch (failure) {
    signal.throwIfAborted();
    return { store: createMemoryStore(), fallback: AppError.from(failure) };
  }
}

async function tryOut(store: VersionedStore, signal: AbortSignal): Promise<void> {
  const before = await store.load(signal);
  const saved = await store.save("probe", before?.etag ?? null, signal);
  const after = await store.load(signal);
  // A conflict is another tab's probe: then writing works too.
  if (saved === "conflict" || after?.text === "probe") return;
  throw new AppError("STORAGE_UNAVAILABLE", "This browser does not keep what the connector stores.");
}
