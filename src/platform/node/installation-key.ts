import { webcrypto } from "node:crypto";
import type { OpenInstallationKey } from "../ports";
import { createPrivateFile, readPrivateFile } from "./private-file";

const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

/** The key pair of this installation in a file of mode 0600, made at the first use. */
export function openInstallationKeyFile(path: string): OpenInstallationKey {
  return async (signal) => {
    signal.throwIfAborted();
    const kept = await readPrivateFile(path);
    if (kept !== null) return importPair(kept);
    await createPrivateFile(path, await newPair());
    return importPair((await readPrivateFile(path)) ?? "");
  };
}

async function newPair(): Promise<string> {
  const { privateKey } = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  return JSON.stringify(await webcrypto.subtle.exportKey("jwk", privateKey));
}

async function importPair(text: string): Promise<CryptoKeyPair> {
  const { d, ...shared } = JSON.parse(text) as JsonWebKey & { readonly d: string };
  const publicJwk = { ...shared, key_ops: ["verify"] };
  const privateJwk = { ...shared, d, key_ops: ["sign"] };
  return {
    publicKey: await webcrypto.subtle.importKey("jwk", publicJwk, algorithm, true, ["verify"]),
    privateKey: await webcrypto.subtle.importKey("jwk", privateJwk, algorithm, false, ["sign"]),
  };
}
