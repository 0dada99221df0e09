import { beforeEach, describe, expect, test } from "@jest/globals";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { installationIdOf } from "../../../src/auth/installation-proof";
import { createDeviceDatabase } from "../../../src/platform/browser/device-database";
import { createInstallationKey } from "../../../src/platform/browser/installation-key";

const { signal } = new AbortController();
const open = () => createInstallationKey(createDeviceDatabase("connector"));
const idOf = async ({ publicKey }: CryptoKeyPair) => installationIdOf(publicKey);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe("the installation's key", () => {
  test("is the same in every session of this browser", async () => {
    expect(await idOf(await open()(signal))).toBe(await idOf(await open()(signal)));
  });

  test("is one key although several tabs make it at once", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, async () => idOf(await open()(signal))));
    expect(new Set(ids).size).toBe(1);
  });

  test("signs, and its private half cannot be taken out", async () => {
    const { privateKey } = await open()(signal);
    expect([privateKey.extractable, privateKey.usages]).toEqual([false, ["sign"]]);
    await expect(crypto.subtle.exportKey("pkcs8", privateKey)).rejects.toThrow(/not extractable/);
  });

  test.each<[string, () => void]>([
    ["denies its database", () => (globalThis.indexedDB = { open: () => { throw new DOMException("denied", "SecurityError"); } } as unknown as IDBFactory)],
    ["has none", () => Reflect.deleteProperty(globalThis, "indexedDB")],
  ])("lives as long as the page where the browser %s", async (_what, deny) => {
    deny();
    const openKey = open();
    const [first, second] = await Promise.all([openKey(signal), openKey(signal)]);
    expect(await idOf(first)).toBe(await idOf(second));
    expect(await idOf(await open()(signal))).not.toBe(await idOf(first));
  });
});
