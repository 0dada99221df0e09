import { CompactEncrypt, compactDecrypt } from "jose";
import type { Sealer } from "../ports";
import { type OpenDeviceDatabase, keepOnce } from "./device-database";

const algorithms = { alg: "dir", enc: "A256GCM" } as const;

/**
 * Encrypts (JWE) under a key that the browser never gives out: a copy of the profile's records is worthless without the
 * profile's key store, and a script can use the key but not take it away. The context stands in the protected header.
 */
export function createDeviceSealer(database: OpenDeviceDatabase): Sealer {
  const key = async () => keepOnce(await database(), ["keys", "device"], makeKey);
  return {
    async seal(context, text) {
      const jwe = new CompactEncrypt(new TextEncoder().encode(text));
      return jwe.setProtectedHeader({ ...algorithms, ...(context === "" ? {} : { ctx: context }) }).encrypt(await key());
    },
    async open(context, sealed) {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, await key(), {
        keyManagementAlgorithms: [algorithms.alg],
        contentEncryptionAlgorithms: [algorithms.enc],
      });
      if ((protectedHeader["ctx"] ?? "") !== context) throw new Error("this text was sealed for another place");
      return new TextDecoder().decode(plaintext);
    },
  };
}

const makeKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
