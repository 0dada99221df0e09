import { AppError } from "../../base/app-error";
import { createStore } from "../../base/store";
import type { ConnectionSummary } from "../app-api";
import { createYoungAnswer } from "../young-answer";
import { createPermissions, isSameName, isSamePlace, type PermissionsNeed } from "./permissions";
import type { Trust } from "./trust-api";
import type { WorkbookIdentity } from "./workbook-identity";

/** What permission is about. */
export type AskedConnection = Pick<ConnectionSummary, "name" | "builtIn">;

export type TrustNeed = PermissionsNeed & {
  readonly identity: WorkbookIdentity;
  /** Where the workbook is now; `null`: nowhere yet. */
  readonly address: (signal: AbortSignal) => Promise<string | null>;
  /** @throws AppError `NOT_CONNECTED`. */
  readonly find: (connection: string, signal: AbortSignal) => Promise<AskedConnection>;
};

/**
 * How sure it has to be that the workbook is where it was, and that no other page took its permission back: `cells` may be thousands,
 * so these ask every now and then; a `run` that somebody wants asks each time.
 */
export type Sureness = "cells" | "run";

/** Ages of what is known, milliseconds. */
const knownFor = { cells: { address: 5_000, permissions: 60_000 }, run: { address: 0, permissions: 0 } } as const;

/** {@link Trust}, and what the rest of the program asks of it. */
export type TrustGate = Trust & {
  /** Passes when this workbook may read from the connection. @throws AppError `NOT_ALLOWED`. */
  readonly demand: (connection: AskedConnection, sureness: Sureness, signal: AbortSignal) => Promise<void>;
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
  const address = createYoungAnswer(need.address, need.now);

  async function mayRead(connection: string, sureness: Sureness, signal: AbortSignal): Promise<boolean> {
    const age = knownFor[sureness];
    const [workbook, where] = await Promise.all([need.identity.read(signal), address(age.address, signal)]);
    return workbook !== null && permissions.allows({ workbook, address: where, connection }, age.permissions, signal);
  }

  async function allow(connection: string, signal: AbortSignal): Promise<void> {
    const { name, builtIn } = await need.find(connection, signal);
    if (builtIn) return;
    const here = { workbook: await need.identity.ensure(signal), address: await address(0, signal), connection: name };
    if (!(await permissions.allows(here, knownFor.run.permissions, signal))) await permissions.keep(here, signal);
    asked.set(asked.get().filter((one) => one !== name));
  }

  return {
    list: permissions.list,
    asked,
    load: permissions.load,
    allow,
    grant: (connection, signal) => allow(connection, signal).catch(() => ask(connection)),
    async demand({ name, builtIn }, sureness, signal) {
      if (builtIn || (await mayRead(name, sureness, signal))) return;
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
