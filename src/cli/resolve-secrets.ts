import { readFile } from "node:fs/promises";
import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import type { SettingTexts } from "../connections/connection-string";
import { connectionProperties, type PropertyName } from "../connections/properties";
import type { Property } from "../connections/property";
import type { GivenSettings } from "../connections/read-settings";
import type { CliIo } from "./io";

type SecretIo = Pick<CliIo, "env" | "askSecret">;

/** One `Name=value` as it was written. */
export type WrittenValue = {
  readonly name: string;
  readonly text: string;
  readonly secret: boolean;
};

/**
 * Fetches what a value names: `@env:NAME`, `@file:PATH`, and for a secret `-`, which is asked for.
 * @throws AppError `BAD_SETTING`; a secret that stands there literally is refused, not used and not repeated.
 */
export async function fetchValue({ name, text, secret }: WrittenValue, io: SecretIo): Promise<string | Secret> {
  const [, kind, place = ""] = /^@(env|file):(.+)$/s.exec(text) ?? [];
  if (kind === "env") return kept(fromEnvironment(place, io.env), secret);
  if (kind === "file") return kept(await fromFile(place), secret);
  if (!secret || text === "") return text;
  if (text === "-") return io.askSecret(name);
  throw new AppError("BAD_SETTING", `${name} may not stand on the command line, where others can read it, so it was not used.`, {
    hint: `Write ${name}=- and enter it when asked, or ${name}=@env:NAME or ${name}=@file:PATH.`,
  });
}

/** Fetches the settings of a connection, one after the other, so that questions come in the order of writing. */
export async function resolveSecrets(texts: SettingTexts, io: SecretIo): Promise<GivenSettings> {
  const fetched: Partial<Record<PropertyName, string | Secret>> = {};
  for (const name of Object.keys(texts) as PropertyName[]) {
    const property: Property<unknown> = connectionProperties[name];
    fetched[name] = await fetchValue({ name, text: texts[name] ?? "", secret: property.secret === true }, io);
  }
  return fetched;
}

const kept = (text: string, secret: boolean): string | Secret => (secret ? new Secret(text) : text);

function fromEnvironment(name: string, env: CliIo["env"]): string {
  const value = env[name];
  if (value !== undefined && value.trim() !== "") return value.trim();
  throw new AppError("BAD_SETTING", `The environment variable ${name} is not set, or empty.`, { hint: "Set it, or name another." });
}

async function fromFile(path: string): Promise<string> {
  const text = await readText(path);
  if (text !== "") return text;
  throw new AppError("BAD_SETTING", `The file ${path} is empty.`, { hint: "Write the value into it, or name another." });
}

async function readText(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw new AppError("BAD_SETTING", `The file ${path} cannot be read.`, { hint: "Check its name and permissions.", cause });
  }
}
