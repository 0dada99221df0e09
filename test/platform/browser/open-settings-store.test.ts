import { beforeEach, describe, expect, test } from "@jest/globals";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { AppError } from "../../../src/base/app-error";
import { type OpenNamedStore, openSettingsStore } from "../../../src/platform/browser/open-settings-store";
import { createMemoryStore } from "../../../src/platform/memory-store";
import type { VersionedStore } from "../../../src/platform/ports";

const { signal } = new AbortController();
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

/** A gateway's vault with one value a name. */
function vault(change: Partial<VersionedStore> = {}): { readonly open: OpenNamedStore; readonly texts: Map<string, VersionedStore> } {
  const texts = new Map<string, VersionedStore>();
  const open: OpenNamedStore = (name) => {
    const store = texts.get(name) ?? { ...createMemoryStore(), kind: "vault" as const, encrypts: true, ...change };
    texts.set(name, store);
    return store;
  };
  return { open, texts };
}

const open = (openVault: () => Promise<OpenNamedStore | null>) => openSettingsStore({ database: "connector", openVault }, signal);
const unavailable = new AppError("GATEWAY_UNAVAILABLE", "The connector's server does not answer.");

describe("the place of settings", () => {
  test("is the gateway's vault where an actual write and read work", async () => {
    const { open: openNamed, texts } = vault();
    expect(await open(() => Promise.resolve(openNamed))).toMatchObject({ store: { kind: "vault" }, fallback: null });
    // The gateway takes JSON objects only.
    expect(JSON.parse((await texts.get("probe")?.load(signal))?.text ?? "")).toEqual({ probe: true });
  });

  test("is the vault also when another page writes its probe at the same moment", async () => {
    const { open: openNamed } = vault({ save: () => Promise.resolve("conflict") });
    expect((await open(() => Promise.resolve(openNamed))).store.kind).toBe("vault");
  });

  test("is the device where there is no gateway, without a complaint", async () => {
    expect(await open(() => Promise.resolve(null))).toMatchObject({ store: { kind: "device" }, fallback: null });
  });

  test("is the device when the gateway does not answer, and the reason is told", async () => {
    expect(await open(() => Promise.reject(unavailable))).toMatchObject({ store: { kind: "device" }, fallback: unavailable });
  });

  test.each<[string, Partial<VersionedStore>]>([
    ["refuses to write", { save: () => Promise.reject(unavailable) }],
    ["forgets what it took", { load: () => Promise.resolve(null) }],
  ])("is the device when the vault %s", async (_what, change) => {
    const { open: openNamed } = vault(change);
    const { store, fallback } = await open(() => Promise.resolve(openNamed));
    expect([store.kind, fallback?.code]).toEqual(["device", expect.stringMatching(/GATEWAY_UNAVAILABLE|STORAGE_UNAVAILABLE/)]);
  });

  test("is memory when neither works, and the device's reason is told", async () => {
    globalThis.indexedDB = { open: () => { throw new DOMException("denied", "SecurityError"); } } as unknown as IDBFactory;
    const { store, fallback } = await open(() => Promise.reject(unavailable));
    expect([store.kind, fallback?.code]).toEqual(["memory", "STORAGE_UNAVAILABLE"]);
  });

  test("is not settled for a caller that leaves", async () => {
    const stop = AbortSignal.abort(new Error("stop"));
    await expect(openSettingsStore({ database: "connector", openVault: () => Promise.resolve(vault().open) }, stop)).rejects.toThrow("stop");
  });
});
