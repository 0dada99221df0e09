import type { RoamingSettings } from "../../auth/roaming-settings";
import { createStore, type Store } from "../../base/store";
import { AppError } from "../../base/app-error";
import type { RandomBytes } from "../../platform/ports";
import type { KeptSettings } from "../kept-settings";
import { createQueue } from "../one-at-a-time";
import { createYoungAnswer } from "../young-answer";
import { readPermissions, removePermissions, writePermission } from "./stored-permissions";
import type { Permission } from "./trust-api";
import { hex } from "./workbook-identity";

export type PermissionsNeed = {
  readonly settings: KeptSettings;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
};

/** What a permission is for. */
export type Place = Omit<Permission, "allowedAt">;

/** The permissions of this person, in the settings and in this session. */
export type Permissions = {
  /** Newest first; empty until `load` or a change. */
  readonly list: Store<readonly Permission[]>;
  readonly load: (signal: AbortSignal) => Promise<void>;
  /** By what other pages have stored, too, up to so many milliseconds ago; while that cannot be read, by what is known. */
  readonly allows: (place: Place, maxAgeMs: number, signal: AbortSignal) => Promise<boolean>;
  readonly keep: (place: Place, signal: AbortSignal) => Promise<void>;
  /** Takes permissions out of the settings and of this session. */
  readonly remove: (isMeant: (permission: Permission) => boolean, signal: AbortSignal) => Promise<void>;
  /** The same where the settings have lost them already. */
  readonly drop: (isMeant: (permission: Permission) => boolean) => void;
};

/** Makes {@link Permissions}. */
export function createPermissions({ settings, now, randomBytes }: PermissionsNeed): Permissions {
  const list = createStore<readonly Permission[]>([]);
  /** A workbook without an address cannot be told from a copy, so it is allowed as long as it is open and no longer. */
  let passing: readonly Permission[] = [];
  const inTurn = createQueue();
  const show = (stored: RoamingSettings) => tell([...passing, ...readPermissions(stored)]);
  const load = async (signal: AbortSignal) => show(await settings.latest(signal));
  const lookElsewhere = createYoungAnswer((signal) => load(signal).catch(throwUnlessAway), now);

  /** Who watches the list forgets what was read, so nobody is told of nothing. */
  function tell(permissions: readonly Permission[]): void {
    if (JSON.stringify(permissions) !== JSON.stringify(list.get())) list.set(permissions);
  }

  async function allows(place: Place, maxAgeMs: number, signal: AbortSignal): Promise<boolean> {
    if (place.address === null) return isIn(passing, place);
    await lookElsewhere(maxAgeMs, signal);
    if (isIn(readPermissions(await settings.current(signal)), place)) return true;
    await load(signal);
    return isIn(readPermissions(await settings.current(signal)), place) || hasJustBeenSaved(place, signal);
  }

  /** The workbook that was allowed before it had an address is still the same one when it is saved for the first time. */
  async function hasJustBeenSaved(place: Place, signal: AbortSignal): Promise<boolean> {
    const unsaved = { ...place, address: null };
    if (!isIn(passing, unsaved)) return false;
    return inTurn(async () => {
      if (!isIn(passing, unsaved)) return isIn(readPermissions(await settings.current(signal)), place);
      await keep(place, signal);
      drop((permission) => isSamePlace(permission, unsaved));
      return true;
    });
  }

  async function keep({ address, ...rest }: Place, signal: AbortSignal): Promise<void> {
    const allowedAt = now();
    const write = (stored: RoamingSettings) =>
      address === null ? [] : writePermission(stored, { ...rest, address, allowedAt }, hex(randomBytes(8)));
    if (address === null) passing = [{ ...rest, address, allowedAt }, ...passing];
    show(await change(settings, write, signal));
  }

  function drop(isMeant: (permission: Permission) => boolean): void {
    passing = passing.filter((permission) => !isMeant(permission));
    tell(list.get().filter((permission) => !isMeant(permission)));
  }

  return {
    list,
    load,
    allows,
    keep,
    async remove(isMeant, signal) {
      await change(settings, (stored) => removePermissions(stored, isMeant), signal);
      drop(isMeant);
    },
    drop,
  };
}

/** Reading goes on while the place of the settings does not answer: a permission that was taken back elsewhere holds until it does. */
export function throwUnlessAway(failure: unknown): void {
  const error = AppError.from(failure);
  if (error.code !== "GATEWAY_UNAVAILABLE" && error.code !== "STORAGE_UNAVAILABLE") throw error;
}

const isIn = (permissions: readonly Permission[], place: Place) => permissions.some((permission) => isSamePlace(permission, place));

export const isSameName = (one: string, other: string) => one.toLowerCase() === other.trim().toLowerCase();

export const isSamePlace = (one: Place, other: Place) =>
  one.workbook === other.workbook && one.address === other.address && isSameName(one.connection, other.connection);

/** Stores what `edit` changes, or forgets it. */
async function change(
  settings: KeptSettings,
  edit: (stored: RoamingSettings) => readonly string[],
  signal: AbortSignal,
): Promise<RoamingSettings> {
  const stored = await settings.toChange(signal);
  const touched = edit(stored);
  if (touched.length === 0) return stored;
  try {
    await stored.save(signal);
  } catch (failure) {
    stored.revert(touched);
    throw failure;
  }
  return stored;
}
