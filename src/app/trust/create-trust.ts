import { AppError } from "../../base/app-error";
import { createStore } from "../../base/store";
import type { ConnectionSummary } from "../app-api";
import { createPermissions, isSameName, isSamePlace, type PermissionsNeed } from "./permissions";
import type { Trust } from "./trust-api";
import type { WorkbookIdentity } from "./workbook-identity";

/** What permission is about. */
export type AskedConnection = Pick<ConnectionSummary, "name" | "builtIn">;

export type TrustNeed = PermissionsNeed & {
  readonly identity: WorkbookIdentity;
  /** Where the workbook is now; `null`: nowhere yet. */
  readonly address: () => string | null;
  /** @throws AppError `NOT_CONNECTED`. */
  readonly find: (connection: string, signal: AbortSignal) => Promise<AskedConnection>;
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

/** Makes a {@link TrustGate}. */
export function createTrust(need: TrustNeed): TrustGate {
  const permissions = createPermissions(need);
  const asked = createStore<readonly string[]>([]);
  const ask = (connection: string) => asked.set(withName(asked.get(), connection));
  const place = (workbook: string, connection: string) => ({ workbook, address: need.address(), connection });

  async function allow(connection: string, signal: AbortSignal): Promise<void> {
    const { name, builtIn } = await need.find(connection, signal);
    if (builtIn) return;
    const here = place(await need.identity.ensure(signal), name);
    if (!(await permissions.allows(here, signal))) await permissions.keep(here, signal);
    asked.set(asked.get().filter((one) => one !== name));
  }

  return {
    list: permissions.list,
    asked,
    load: permissions.load,
    allow,
    grant: (connection, signal) => allow(connection, signal).catch(() => ask(connection)),
    async demand({ name, builtIn }, signal) {
      if (builtIn) return;
      const workbook = await need.identity.read(signal);
      if (workbook !== null && (await permissions.allows(place(workbook, name), signal))) return;
      ask(name);
      throw notAllowed(name);
    },
    revoke: (permission, signal) => permissions.remove((one) => isSamePlace(one, permission), signal),
    forget(connection) {
      permissions.drop((one) => isSameName(one.connection, connection));
      asked.set(asked.get().filter((one) => !isSameName(one, connection)));
    },
  };
}

/** The same list when it has the name already, so that nobody is told of nothing. */
const withName = (names: readonly string[], name: string) => (names.includes(name) ? names : [...names, name]);

const notAllowed = (connection: string) =>
  new AppError("NOT_ALLOWED", `This workbook may not read from "${connection}" yet.`, {
    hint: "Open the Stripe pane and press Allow.",
    detail: { connection },
  });
