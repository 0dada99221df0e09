import { AppError } from "../base/app-error";
import { parseConnectionString, type SettingTexts } from "../connections/connection-string";
import type { OpenGrantPlace } from "../connections/grant-place";
import { openConnection, type OpenConnection } from "../connections/open-connection";
import { openRoute } from "../connections/open-route";
import { planSignIn } from "../connections/plan-sign-in";
import { createProfile } from "../connections/profile";
import { readSettings } from "../connections/read-settings";
import { commandLineSignIn } from "../connections/sign-in-surroundings";
import { nodeClock } from "../platform/node/clock";
import { sendByFetch } from "../platform/node/send-http";
import type { CliIo } from "./io";
import { resolveSecrets } from "./resolve-secrets";
import { openSandboxConnection } from "./sandbox-connection";

/** How a command line names its connection. */
export type ConnectionArguments = {
  /** `sandbox`, or a connection string. */
  readonly connection: string | undefined;
  readonly apiBase: string | undefined;
};

/**
 * The connection of a command line: `sandbox`, a connection string, or the key of the environment variable `STRIPE_API_KEY`.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED`.
 */
export async function chooseConnection(asked: ConnectionArguments, io: CliIo): Promise<OpenConnection> {
  const { connection = "", apiBase } = asked;
  if (connection.toLowerCase() === "sandbox") {
    if (apiBase !== undefined) throw sandboxElsewhere();
    return openSandboxConnection(io.env["XLSTRIPE_SANDBOX"]);
  }
  const written = await resolveSecrets(readConnectionText(connection), io);
  const texts = { ...keyOfEnvironment(io), ...written, ...(apiBase === undefined ? {} : { ApiBase: apiBase }) };
  if (texts.ApiKey === undefined) throw noKey();
  const settings = readSettings(texts);
  const plan = planSignIn(settings, commandLineSignIn);
  const planned = { plan, profile: createProfile(settings, plan, []) };
  const { profile, route } = await openRoute(planned, { clock: nodeClock, openGrantPlace: noGrantPlace }, io.signal);
  return openConnection(profile, route, { send: sendByFetch, clock: nodeClock, random: Math.random });
}

function readConnectionText(text: string): SettingTexts {
  if (text === "" || text.includes("=")) return parseConnectionString(text);
  throw new AppError("NOT_CONNECTED", `There is no connection named "${text}".`, {
    hint: 'Use the connection sandbox, or a connection string such as "ApiKey=@env:STRIPE_API_KEY;TimeZone=Europe/Berlin".',
  });
}

const noGrantPlace: OpenGrantPlace = () =>
  Promise.reject(new AppError("BAD_SETTING", "Kept tokens cannot be used here yet.", { hint: "Use an API key, or InitiateOAuth=OFF with a token." }));

function keyOfEnvironment({ env }: CliIo): SettingTexts {
  const key = env["STRIPE_API_KEY"]?.trim();
  return key === undefined || key === "" ? {} : { ApiKey: key };
}

function noKey(): AppError {
  return new AppError("NOT_CONNECTED", "There is no API key to connect with.", {
    hint: "Set the environment variable STRIPE_API_KEY, or try --connection sandbox.",
  });
}

function sandboxElsewhere(): AppError {
  return new AppError("BAD_ARGUMENT", "--api-base does not go together with the connection sandbox.", {
    hint: "Name the address of a running sandbox in the environment variable XLSTRIPE_SANDBOX.",
  });
}
