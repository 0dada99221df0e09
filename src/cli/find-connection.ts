import { AppError } from "../base/app-error";
import { isNamed } from "../app/choose-connection";
import { parseConnectionString, type SettingTexts } from "../connections/connection-string";
import { type GivenSettings, readSettings } from "../connections/read-settings";
import { sendByFetch } from "../platform/node/send-http";
import type { CliIo } from "./io";
import type { NamedConnection } from "./named-connection";
import { hasSavedConnections } from "./keep/home-file";
import { resolveSecrets } from "./resolve-secrets";
import { sandboxConnection } from "./sandbox-connection";

/** How a command line names its connection. */
export type ConnectionArguments = {
  /** `sandbox`, the name of a saved connection, or a connection string. */
  readonly connection: string | undefined;
  readonly apiBase?: string | undefined;
  /** A file of tokens was moved here from another machine. */
  readonly takeOver?: boolean;
};

/**
 * The connection of a command line: `sandbox`, a saved one, a connection string; without any, the key of the environment
 * variable `STRIPE_API_KEY`.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED`.
 */
export async function findConnection(asked: ConnectionArguments, io: CliIo): Promise<NamedConnection> {
  const { connection = "", apiBase, takeOver = false } = asked;
  if (connection.toLowerCase() === "sandbox") {
    if (apiBase !== undefined) throw sandboxElsewhere();
    return sandboxConnection(io.env["XLSTRIPE_SANDBOX"]);
  }
  const saved = connection !== "" && !connection.includes("=");
  const written = await (saved ? settingsOfSaved({ name: connection, takeOver }, io) : resolveSecrets(parseConnectionString(connection), io));
  const root = apiBase === undefined ? {} : { ApiBase: apiBase };
  const settings = readSettings({ ...(signsIn(written) ? {} : keyOfEnvironment(io)), ...written, ...root });
  return { settings, send: sendByFetch, app: null, saved };
}

/** @throws AppError `NOT_CONNECTED` naming the connections that there are. */
async function settingsOfSaved({ name, takeOver }: { readonly name: string; readonly takeOver: boolean }, io: CliIo): Promise<GivenSettings> {
  if (!hasSavedConnections(io)) throw unknownConnection(name, []);
  const { openSavedConnections } = await import("./keep/saved-connections");
  const saved = await openSavedConnections({ io, takeOver });
  try {
    const all = await saved.book.saved(io.signal);
    const found = all.find(({ summary }) => isNamed(summary, name));
    if (found !== undefined) return found.settings;
    throw unknownConnection(name, all.map(({ summary }) => summary.name));
  } finally {
    await saved.close();
  }
}

function unknownConnection(name: string, known: readonly string[]): AppError {
  const there = known.length === 0 ? "" : ` Saved connections are ${known.join(", ")}.`;
  return new AppError("NOT_CONNECTED", `There is no connection named "${name}".`, {
    hint: `Use the connection sandbox, save one with xlstripe connect, or write a connection string such as "ApiKey=@env:STRIPE_API_KEY".${there}`,
  });
}

/** Whether a connection string says itself how to sign in. */
function signsIn(written: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(written).some((name) => /^(OAuth|InitiateOAuth|AuthScheme$|ApiKey$|Gateway$)/.test(name));
}

function keyOfEnvironment({ env }: CliIo): SettingTexts {
  const key = env["STRIPE_API_KEY"]?.trim();
  return key === undefined || key === "" ? {} : { ApiKey: key };
}

function sandboxElsewhere(): AppError {
  return new AppError("BAD_ARGUMENT", "--api-base does not go together with the connection sandbox.", {
    hint: "Name the address of a running sandbox in the environment variable XLSTRIPE_SANDBOX.",
  });
}
