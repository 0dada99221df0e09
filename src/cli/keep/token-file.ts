import { existsSync } from "node:fs";
import { AppError } from "../../base/app-error";
import { createFileSpool } from "../../platform/node/file-spool";
import { createSealer, readKeyRing } from "../../platform/node/key-ring";
import { openRecords, type OpenRecords } from "../../platform/node/store/open-records";
import type { Sealer, Spool } from "../../platform/ports";

/** An encrypted file of this person, open until closed. */
export type TokenFile = {
  readonly path: string;
  readonly records: OpenRecords;
  readonly sealer: Sealer;
  readonly spool: Spool;
};

export type TokenFileAccess = {
  /** Where the key is; `null`: beside the file. */
  readonly keyFile: string | null;
  readonly machine: string;
  /** The person says that the file was moved here and is no longer used elsewhere. */
  readonly takeOver: boolean;
  readonly note: (line: string) => void;
  readonly signal: AbortSignal;
};

/** Says to which machine a file belongs. Refresh tokens work once: two machines with one file would sign each other out. */
const ownerKey = { collection: "file", owner: "", name: "machine" };

/**
 * Opens the file, or makes it (mode 0600, with its key file). It belongs to the machine that made it.
 * @throws AppError `BAD_SETTING` for a file of another machine or without its key, `STORAGE_UNAVAILABLE`.
 */
export async function openTokenFile(path: string, access: TokenFileAccess): Promise<TokenFile> {
  const sealer = createSealer(await readKeyRing(access.keyFile ?? `${path}.key`, { create: !existsSync(path) }));
  const records = await openRecords({ database: { kind: "sqlite", file: path }, sealer, kind: "file" });
  try {
    await claim(path, records, access);
  } catch (failure) {
    await records.close();
    throw failure;
  }
  return { path, records, sealer, spool: createFileSpool(`${path}.spool`) };
}

type Claim = Pick<TokenFileAccess, "machine" | "takeOver" | "note" | "signal">;

async function claim(path: string, records: OpenRecords, { machine, takeOver, note, signal }: Claim): Promise<void> {
  const found = await records.load(ownerKey, signal);
  if (found?.text === machine) return;
  if (found !== null && !takeOver) throw elsewhere(path);
  const saved = await records.save({ key: ownerKey, text: machine, etag: found?.etag ?? null }, signal);
  if (saved === "conflict") return claim(path, records, { machine, takeOver: false, note, signal });
  if (found !== null) note(`${path} belongs to this machine now. Its tokens work once: do not use the file on the other machine any more.`);
}

function elsewhere(path: string): AppError {
  return new AppError("BAD_SETTING", `The file ${path} belongs to another machine.`, {
    hint: "Sign in here with a file of its own; or, if you moved the file and no longer use it there, add --take-over. It is a move, not a copy: refresh tokens work once.",
  });
}
