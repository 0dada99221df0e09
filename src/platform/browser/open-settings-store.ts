import { AppError } from "../../base/app-error";
import { type Result, fail, ok } from "../../base/result";
import { createMemoryStore } from "../memory-store";
import type { VersionedStore } from "../ports";
import { createDeviceStore } from "./device-store";

/** Where the settings go on this browser, and why not to a better place when that cannot be used. */
export type SettingsPlace = { readonly store: VersionedStore; readonly fallback: AppError | null };

/** Makes the store of one named value. */
export type OpenNamedStore = (name: string) => VersionedStore;

export type SettingsPlaceOptions = {
  readonly database: string;
  /** The gateway's store of this person, or `null` where there is no gateway. Rejects when it cannot be used now. */
  readonly openVault?: (signal: AbortSignal) => Promise<OpenNamedStore | null>;
  /** Makes the device's store; another one in tests. */
  readonly createDevice?: typeof createDeviceStore;
};

/**
 * The gateway's vault where there is one that knows the person, else the encrypted device store, else memory. Excel on the
 * web runs the add-in in a frame where the browser may forbid storage although the interfaces exist, and a gateway may be
 * full or refuse this person, so an actual write and read decide.
 */
export async function openSettingsStore(options: SettingsPlaceOptions, signal: AbortSignal): Promise<SettingsPlace> {
  const { database, createDevice = createDeviceStore, openVault } = options;
  const device: OpenNamedStore = (name) => createDevice({ database, name });
  const places = [...(openVault ? [openVault] : []), () => Promise.resolve(device)];
  let fallback: AppError | null = null;
  for (const openPlace of places) {
    const tried = await tryPlace(openPlace, signal);
    if (!tried.ok) fallback = tried.failure;
    else if (tried.value) return { store: tried.value, fallback };
  }
  return { store: createMemoryStore(), fallback };
}

/** The settings' store of a place that works, or `null` when there is no such place. */
async function tryPlace(
  openPlace: NonNullable<SettingsPlaceOptions["openVault"]>,
  signal: AbortSignal,
): Promise<Result<VersionedStore | null, AppError>> {
  try {
    const named = await openPlace(signal);
    if (!named) return ok(null);
    await tryOut(named("probe"), signal);
    const store = named("settings");
    await store.load(signal);
    return ok(store);
  } catch (failure) {
    signal.throwIfAborted();
    return fail(AppError.from(failure));
  }
}

/** A gateway takes JSON objects only. */
const probe = JSON.stringify({ probe: true });

async function tryOut(store: VersionedStore, signal: AbortSignal): Promise<void> {
  const before = await store.load(signal);
  const saved = await store.save(probe, before?.etag ?? null, signal);
  const after = await store.load(signal);
  // A conflict is another tab's probe: then writing works too.
  if (saved === "conflict" || after?.text === probe) return;
  throw new AppError("STORAGE_UNAVAILABLE", "This browser does not keep what the connector stores.");
}
