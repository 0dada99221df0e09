import { afterAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openInstallationKeyFile } from "../../../src/platform/node/installation-key";

const { signal } = new AbortController();
const algorithm = { name: "ECDSA", hash: "SHA-256" };

describe("the installation's key file", () => {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-key-"));
  const file = join(folder, "own/installation.json");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is made once, also by several at once, and holds the same pair ever after", async () => {
    const pairs = await Promise.all([1, 2, 3].map(() => openInstallationKeyFile(file)(signal)));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const text = new TextEncoder().encode("proof");
    const signature = await crypto.subtle.sign(algorithm, pairs[0]!.privateKey, text);
    const later = await openInstallationKeyFile(file)(signal);
    for (const { publicKey } of [...pairs, later]) expect(await crypto.subtle.verify(algorithm, publicKey, signature, text)).toBe(true);
  });

  test("gives a private key that cannot be taken out of the program", async () => {
    const { privateKey, publicKey } = await openInstallationKeyFile(file)(signal);
    await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
    expect(await crypto.subtle.exportKey("jwk", publicKey)).toMatchObject({ kty: "EC", crv: "P-256" });
  });
});
