import { readFile } from "node:fs/promises";
import { AppError } from "../base/app-error";
import type { SettingTexts } from "../connections/connection-string";
import { connectionProperties, type Property, type PropertyName } from "../connections/properties";
import type { CliIo } from "./io";

/**
 * Fetches what `@env:NAME` and `@file:PATH` name. A secret may be given in no other way.
 * @throws AppError `BAD_SETTING`; a secret that stands there literally is refused, not used and not repeated.
 */
export async function resolveSecrets(texts: SettingTexts, io: Pick<CliIo, "env">): Promise<SettingTexts> {
  const names = Object.keys(texts) as PropertyName[];
  const resolved = await Promise.all(names.map(async (name) => [name, await resolve(name, texts[name] ?? "", io)] as const));
  return Object.fromEntries(resolved);
}

async function resolve(name: PropertyName, text: string, { env }: Pick<CliIo, "env">): Promise<string> {
  const [, kind, place = ""] = /^@(env|file):(.+)$/.exec(text) ?? [];
  if (kind === "env") return fromEnvironment(place, env);
  if (kind === "file") return fromFile(place);
  const property: Property<unknown> = connectionProperties[name];
  if (!property.secret || text === "") return text;
  throw new AppError("BAD_SETTING", `${name} may not stand on the command line, where others can read it, so it was not used.`, {
    hint: `Write ${name}=@env:NAME or ${name}=@file:PATH.`,
  });
}

function fromEnvironment(name: string, env: CliIo["env"]): string {
  const value = env[name];
  if (value !== undefined && value !== "") return value.trim();
  throw new AppError("BAD_SETTING", `The environment variable ${name} is not set.`, { hint: "Set it, or name another." });
}

async function fromFile(path: string): Promise<string> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (cause) {
    throw new AppError("BAD_SETTING", `The file ${path} cannot be read.`, { hint: "Check its name and permissions.", cause });
  }
}
