import { AppError } from "../base/app-error";
import { parseConnectionString, type SettingTexts } from "../connections/connection-string";
import { readSettings } from "../connections/read-settings";
import { sendByFetch } from "../platform/node/send-http";
import type { CliIo } from "./io";
import type { NamedConnection } from "./named-connection";
import { resolveSecrets } from "./resolve-secrets";
import { sandboxConnection } from "./sandbox-connection";

/** How a command line names its connection. */
export type ConnectionArguments = {
  /** `sandbox`, the name of a saved connection, or a connection string. */
  readonly connection: string | undefined;
  readonly apiBase?: string | undefined;
};

/**
 * The connection of a command line: `sandbox`, a saved one, a connection string; without any, the key of the environment
 * variable `STRIPE_API_KEY`.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED`.
 */
export async function findConnection(asked: ConnectionArguments, io: CliIo): Promise<NamedConnection> {
  const { connection = "", apiBase } = asked;
  if (connection.toLowerCase() === "sandbox") {
    if (apiBase !== undefined) throw sandboxElsewhere();
    return sandboxConnection(io.env["XLSTRIPE_SANDBOX"]);
  }
  const written = await resolveSecrets(readConnectionText(connection), io);
  const root = apiBase === undefined ? {} : { ApiBase: apiBase };
  const settings = readSettings({ ...(signsIn(written) ? {} : keyOfEnvironment(io)), ...written, ...root });
  return { settings, send: sendByFetch, app: null };
}

function readConnectionText(text: string): SettingTexts {
  if (text === "" || text.includes("=")) return parseConnectionString(text);
  throw new AppError("NOT_CONNECTED", `There is no connection named "${text}".`, {
    hint: 'Use the connection sandbox, or a connection string such as "ApiKey=@env:STRIPE_API_KEY;TimeZone=Europe/Berlin".',
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
