import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "../../base/app-error";

/** Rights beyond "the owner reads and writes, the group may read": writing by the group, anything by others. */
const tooOpen = 0o037;

/** Makes the folder of a file, closed to others. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/**
 * The text of a file that holds secrets, or `null` when there is none.
 * @throws AppError `BAD_SETTING` when other people of this computer can read it.
 */
export async function readPrivateFile(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path);
    if (process.platform !== "win32" && (mode & tooOpen) !== 0) throw readableByOthers(path);
    return await readFile(path, "utf8");
  } catch (failure) {
    if (isMissing(failure)) return null;
    throw failure;
  }
}

/** Writes a new file, mode 0600, whole or not at all. Resolves to false when the file was there already. */
export async function createPrivateFile(path: string, text: string): Promise<boolean> {
  const draft = await writeDraft(path, text);
  try {
    await link(draft, path);
  } catch (failure) {
    if (codeOf(failure) === "EEXIST") return false;
    throw failure;
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Writes a file, mode 0600; readers see the old text or the new one, and after a power cut one of them is there. */
export async function replacePrivateFile(path: string, text: string): Promise<void> {
  await rename(await writeDraft(path, text), path);
  await syncFolder(dirname(path));
}

/** Whether the failure says that a file or folder does not exist. */
export const isMissing = (failure: unknown): boolean => codeOf(failure) === "ENOENT";

/** Makes new and removed names of a folder durable. Windows cannot open folders and needs no such step. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeDraft(path: string, text: string): Promise<string> {
  await makePrivateFolder(dirname(path));
  const draft = `${path}.${randomBytes(6).toString("hex")}.draft`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

function codeOf(failure: unknown): unknown {
  return typeof failure === "object" && failure !== null && "code" in failure ? failure.code : undefined;
}

const readableByOthers = (path: string) =>
  new AppError("BAD_SETTING", `Other people of this computer can read ${path}, which holds secrets.`, {
    hint: `Close it to them: chmod 600 ${path}`,
  });
