import type { RoamingSettings } from "../../auth/roaming-settings";
import type { Permission } from "./trust-api";

/** A permission as it is stored: only a workbook with an address is found again. */
export type StoredPermission = Permission & { readonly address: string };

const prefix = "trust:";

/** The settings have room for connections first; of more permissions than these the oldest is asked for again. */
const mostKept = 30;

type Entry = { readonly setting: string; readonly permission: StoredPermission };

/** Newest first; an entry of an unknown shape is left alone and allows nothing. */
function readEntries(settings: RoamingSettings): readonly Entry[] {
  const names = settings.names().filter((name) => name.startsWith(prefix));
  const entries = names.flatMap((setting) => {
    const permission = settings.get(setting);
    return isPermission(permission) ? [{ setting, permission }] : [];
  });
  return entries.sort((a, b) => b.permission.allowedAt - a.permission.allowedAt);
}

/** The permissions that the settings hold, newest first. */
export function readPermissions(settings: RoamingSettings): readonly StoredPermission[] {
  return readEntries(settings).map(({ permission }) => permission);
}

/** Puts a permission into the settings, under a name of its own so that no device overwrites another's. Returns the touched names. */
export function writePermission(settings: RoamingSettings, permission: StoredPermission, id: string): readonly string[] {
  const tooOld = readEntries(settings).slice(mostKept - 1).map(({ setting }) => setting);
  for (const setting of tooOld) settings.remove(setting);
  settings.set(`${prefix}${id}`, permission);
  return [...tooOld, `${prefix}${id}`];
}

/** Takes permissions out of the settings. Returns the touched names. */
export function removePermissions(settings: RoamingSettings, isMeant: (permission: Permission) => boolean): readonly string[] {
  const touched = readEntries(settings).filter(({ permission }) => isMeant(permission)).map(({ setting }) => setting);
  for (const setting of touched) settings.remove(setting);
  return touched;
}

/** Puts permissions into other settings as well. Returns their names. */
export function copyPermissions(from: RoamingSettings, to: RoamingSettings, isMeant: (permission: Permission) => boolean): readonly string[] {
  const entries = readEntries(from).filter(({ permission }) => isMeant(permission));
  for (const { setting, permission } of entries) to.set(setting, permission);
  return entries.map(({ setting }) => setting);
}

function isPermission(value: unknown): value is StoredPermission {
  if (typeof value !== "object" || value === null) return false;
  const { workbook, address, connection, allowedAt } = value as Partial<Record<keyof Permission, unknown>>;
  return [workbook, address, connection].every((text) => typeof text === "string" && text !== "") && typeof allowedAt === "number";
}
