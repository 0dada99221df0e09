import { createHash, webcrypto } from "node:crypto";
import { base64url, CompactEncrypt } from "jose";
import { z } from "zod";
import { AppError } from "../../base/app-error";
import type { Sealer } from "../ports";
import { openJwe } from "./open-jwe";
import { createPrivateFile, readPrivateFile, replacePrivateFile } from "./private-file";

/** Keys that wrap the key of each stored value. New values use `current`; the others still open what they closed. */
export type KeyRing = {
  /** Key id of the key that closes. */
  readonly current: string;
  /** 32 bytes each, by key id. */
  readonly keys: ReadonlyMap<string, Uint8Array>;
};

const keyBytes = 32;
const keyRingFile = z.strictObject({
  current: z.string(),
  keys: z.record(z.string().regex(/^[\w-]{1,40}$/), z.string().transform((text) => base64url.decode(text))),
});

/** A ring with one new key. */
export const newKeyRing = (): KeyRing => withNewKey({ current: "", keys: new Map() });

/** The ring with one more key, which closes from now on. */
export function withNewKey(ring: KeyRing): KeyRing {
  const current = `k${ring.keys.size + 1}`;
  return { current, keys: new Map([...ring.keys, [current, webcrypto.getRandomValues(new Uint8Array(keyBytes))]]) };
}

/**
 * Reads the key file; makes it, mode 0600, when it is missing and `create` says so. Of several that make it at once one wins.
 * @throws AppError `BAD_SETTING` when it is missing, cannot be understood or can be read by others.
 */
export async function readKeyRing(file: string, { create = false } = {}): Promise<KeyRing> {
  if (create && (await readPrivateFile(file)) === null) await createPrivateFile(file, toText(newKeyRing()));
  const text = await readPrivateFile(file);
  if (text !== null) return parseKeyRing(text, file);
  throw new AppError("BAD_SETTING", `The key file ${file} does not exist.`, {
    hint: "Bring it back from your backup: nothing that is stored can be read without it. For a new database: xlstripe serve --new-key.",
  });
}

/** Adds a key to the file and makes it the current one; makes the file when it is missing. */
export async function addKey(file: string): Promise<KeyRing> {
  const fresh = newKeyRing();
  if (await createPrivateFile(file, toText(fresh))) return fresh;
  const ring = withNewKey(await readKeyRing(file));
  await replacePrivateFile(file, toText(ring));
  return ring;
}

/** Seals by JWE: a new key for each value (A256GCM), wrapped by the ring's key (A256KW), bound to its context by a hash. */
export function createSealer({ current, keys }: KeyRing): Sealer {
  const keyOf = (kid: string): Uint8Array => {
    const key = keys.get(kid);
    if (key === undefined) throw unreadable(`no key "${kid}"`);
    return key;
  };
  const open = (context: string, sealed: string): string => {
    try {
      const opened = openJwe(sealed, keyOf);
      if (opened.context !== hashOf(context)) throw unreadable("it belongs to another record");
      return opened.text;
    } catch (cause) {
      throw cause instanceof AppError ? cause : unreadable(cause);
    }
  };
  return {
    async seal(context, text) {
      return new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: "A256KW", enc: "A256GCM", kid: current, ctx: hashOf(context) })
        .encrypt(keyOf(current));
    },
    open: (context, sealed) => new Promise((resolve) => resolve(open(context, sealed))),
  };
}

const hashOf = (context: string): string => createHash("sha256").update(context).digest("base64url");

function parseKeyRing(text: string, file: string): KeyRing {
  const unusable = (cause: unknown) =>
    new AppError("BAD_SETTING", `The key file ${file} cannot be understood.`, {
      hint: "Bring it back from your backup.",
      cause,
    });
  try {
    const { current, keys } = keyRingFile.parse(JSON.parse(text));
    const ring = { current, keys: new Map(Object.entries(keys)) };
    if (!ring.keys.has(current)) throw new Error(`its current key ${current} is missing`);
    for (const [kid, key] of ring.keys) if (key.byteLength !== keyBytes) throw new Error(`key ${kid} has not 32 bytes`);
    return ring;
  } catch (cause) {
    throw unusable(cause);
  }
}

const toText = ({ current, keys }: KeyRing): string =>
  JSON.stringify({ current, keys: Object.fromEntries([...keys].map(([kid, key]) => [kid, base64url.encode(key)])) }, null, 2);

const unreadable = (cause: unknown) =>
  new AppError("STORAGE_UNAVAILABLE", "A stored value cannot be decrypted with this key file.", {
    hint: "Use the key file that belongs to this database.",
    cause,
  });
