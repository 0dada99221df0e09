import type { RoamingSettings } from "../../auth/roaming-settings";
import { AppError } from "../../base/app-error";
import { createStore } from "../../base/store";
import type { RandomBytes } from "../../platform/ports";
import type { ConnectionSummary } from "../app-api";
import type { KeptSettings } from "../kept-settings";
import { readPermissions, removePermissions, writePermission } from "./stored-permissions";
import type { Permission, Trust } from "./trust-api";
import { hex, type WorkbookIdentity } from "./workbook-identity";

/** What permission is about. */
export type AskedConnection = Pick<ConnectionSummary, "name" | "builtIn">;

export type TrustNeed = {
  readonly identity: WorkbookIdentity;
  /** Where the workbook is now; `null`: nowhere yet. */
  readonly address: () => string | null;
  readonly settings: KeptSettings;
  /** @throws AppError `NOT_CONNECTED`. */
  readonly find: (connection: string, signal: AbortSignal) => Promise<AskedConnection>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly randomBytes: RandomBytes;
};

/** {@link Trust}, and what the rest of the program asks of it. */
export type TrustGate = Trust & {
  /** Passes when this workbook may read from the connection. @throws AppError `NOT_ALLOWED`. */
  readonly demand: (connection: AskedConnection, signal: AbortSignal) => Promise<void>;
  /**
   * Allows what the person does in this workbook with a connection; that is done in any case, so a workbook or store that cannot
   * be written now is asked about in the pane.
   */
  readonly grant: (connection: string, signal: AbortSignal) => Promise<void>;
  /** A connection was removed, and the stored permissions with it. */
  readonly forget: (connection: string) => void;
};

type Place = Omit<Permission, "allowedAt">;

/** Makes a {@link TrustGate}. */
export function createTrust(need: TrustNeed): TrustGate {
  const list = createStore<readonly Permission[]>([]);
  const asked = createStore<readonly string[]>([]);
  /** A workbook without an address cannot be told from a copy, so it is allowed as long as it is open and no longer. */
  let passing: readonly Permission[] = [];
  const show = (stored: RoamingSettings) => list.set([...passing, ...readPermissions(stored)]);

  async function isAllowed(place: Place, signal: AbortSignal): Promise<boolean> {
    if (place.address === null) return isIn(passing, place);
    const { current, latest } = need.settings;
    return isIn(readPermissions(await current(signal)), place) || isIn(readPermissions(await latest(signal)), place);
  }

  async function keep({ address, ...rest }: Place, signal: AbortSignal): Promise<void> {
    const allowedAt = need.now();
    const write = (stored: RoamingSettings) =>
      address === null ? [] : writePermission(stored, { ...rest, address, allowedAt }, hex(need.randomBytes(8)));
    if (address === null) passing = [{ ...rest, address, allowedAt }, ...passing];
    show(await change(need.settings, write, signal));
  }

  const ask = (connection: string) => asked.set(withName(asked.get(), connection));

  function drop(isMeant: (permission: Permission) => boolean): void {
    passing = passing.filter((permission) => !isMeant(permission));
    list.set(list.get().filter((permission) => !isMeant(permission)));
  }

  async function allow(connection: string, signal: AbortSignal): Promise<void> {
    const { name, builtIn } = await need.find(connection, signal);
    if (builtIn) return;
    const place = { workbook: await need.identity.ensure(signal), address: need.address(), connection: name };
    if (!(await isAllowed(place, signal))) await keep(place, signal);
    asked.set(asked.get().filter((one) => one !== name));
  }

  return {
    list,
    asked,
    load: async (signal) => show(await need.settings.latest(signal)),
    allow,
    grant: (connection, signal) => allow(connection, signal).catch(() => ask(connection)),
    async demand({ name, builtIn }, signal) {
      if (builtIn) return;
      const workbook = await need.identity.read(signal);
      if (workbook !== null && (await isAllowed({ workbook, address: need.address(), connection: name }, signal))) return;
      ask(name);
      throw notAllowed(name);
    },
    async revoke(permission, signal) {
      const isMeant = (one: Permission) => isSamePlace(one, permission);
      await change(need.settings, (stored) => removePermissions(stored, isMeant), signal);
      drop(isMeant);
    },
    forget(connection) {
      drop((one) => isSameName(one.connection, connection));
      asked.set(asked.get().filter((one) => !isSameName(one, connection)));
    },
  };
}

const isIn = (permissions: readonly Permission[], place: Place) => permissions.some((permission) => isSamePlace(permission, place));

/** The same list when it has the name already, so that nobody is told of nothing. */
const withName = (names: readonly string[], name: string) => (names.includes(name) ? names : [...names, name]);

const isSameName = (one: string, other: string) => one.toLowerCase() === other.trim().toLowerCase();

const isSamePlace = (one: Place, other: Place) =>
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

const notAllowed = (connection: string) =>
  new AppError("NOT_ALLOWED", `This workbook may not read from "${connection}" yet.`, {
    hint: "Open the Stripe pane and press Allow.",
    detail: { connection },
  });
