import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createPrivateFile, readPrivateFile } from "../../platform/node/private-file";

/** A random name of this installation, made at the first use. It says nothing about the computer. */
export async function machineId(folder: string): Promise<string> {
  const path = join(folder, "machine-id");
  const kept = await readPrivateFile(path);
  if (kept !== null) return kept.trim();
  await createPrivateFile(path, `${randomBytes(16).toString("hex")}\n`);
  return ((await readPrivateFile(path)) ?? "").trim();
}
