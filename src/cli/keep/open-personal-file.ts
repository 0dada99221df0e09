import { join, resolve } from "node:path";
import { makePrivateFolder } from "../../platform/node/private-file";
import { configFolder } from "../config-folder";
import type { CliIo } from "../io";
import { homeFileName } from "./home-file";
import { machineId } from "./machine-id";
import { openTokenFile, type TokenFile } from "./token-file";

export type PersonalFileNeed = { readonly io: CliIo; readonly takeOver: boolean; readonly signal: AbortSignal };

/**
 * Opens an encrypted file of this person; `null`: the one that keeps saved connections. `XLSTRIPE_TOKEN_KEY_FILE` names the key of
 * a file that somebody chose; the file of the connections always has its key beside it.
 * @throws AppError `BAD_SETTING` for a file of another machine, `STORAGE_UNAVAILABLE`.
 */
export async function openPersonalFile(path: string | null, { io, takeOver, signal }: PersonalFileNeed): Promise<TokenFile> {
  const folder = configFolder(io.env);
  await makePrivateFolder(folder);
  const keyFile = path === null ? null : io.env["XLSTRIPE_TOKEN_KEY_FILE"] || null;
  const access = { keyFile, machine: await machineId(folder), takeOver, note: io.note, signal };
  return openTokenFile(path === null ? join(folder, homeFileName) : resolve(path), access);
}
