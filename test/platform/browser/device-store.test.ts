import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { AppError } from "../../../src/base/app-error";
import { createDeviceStore } from "../../../src/platform/browser/device-store";
import { openSettingsStore } from "../../../src/platform/browser/open-settings-store";

const going = () => new AbortController().signal;
const open = () => createDeviceStore({ database: "connector", name: "settings" });
const originalPut = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, "put")!;
const restoreWrites = () => Object.defineProperty(IDBObjectStore.prototype, "put", originalPut);

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});
afterEach(() => {
  restoreWrites();
});

/** Everything that a copy of the database would show. */
async function dump(): Promise<string> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("connector");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
  });
  const records = await new Promise<unknown[]>((resolve) => {
    const request = db.transaction("values").objectStore("values").getAll();
    request.onsuccess = () => resolve(request.result);
  });
  db.close();
  return JSON.stringify(records);
}

function failWrites(name: string): void {
  IDBObjectStore.prototype.put = () => {
    throw new DOMException("no", name);
  };
}

describe("the device store", () => {
  test("gives back what was saved, also to the next session", async () => {
    expect(await open().load(going())).toBeNull();
    const saved = await open().save("secret text", null, going());
    expect(saved).not.toBe("conflict");
    expect(await open().load(going())).toMatchObject({ text: "secret text", ...(saved as object) });
  });

  test("keeps nothing readable, under a key that cannot be taken out", async () => {
    const generate = crypto.subtle.generateKey.bind(crypto.subtle);
    const extractable: boolean[] = [];
    crypto.subtle.generateKey = ((algorithm: AesKeyGenParams, canLeave: boolean, usages: KeyUsage[]) => {
      extractable.push(canLeave);
      return generate(algorithm, canLeave, usages);
    }) as typeof crypto.subtle.generateKey;
    try {
      await open().save("sk_test_secret", null, going());
    } finally {
      crypto.subtle.generateKey = generate;
    }
    expect(extractable).toEqual([false]);
    expect(await dump()).not.toContain("sk_test_secret");
  });

  test("writes only over the version that the writer knew", async () => {
    const store = open();
    const first = await store.save("one", null, going());
    expect(await store.save("two", null, going())).toBe("conflict");
    expect(await store.save("two", (first as { etag: string }).etag, going())).not.toBe("conflict");
    expect((await store.load(going()))?.text).toBe("two");
  });

  test("of several writers at the same time exactly one wins", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, index) => open().save(String(index), null, going())));
    expect(results.filter((result) => result !== "conflict")).toHaveLength(1);
  });

  test.each([["QuotaExceededError", /no space left/], ["UnknownError", /cannot be saved/]])(
    "a %s says what to do, and what was stored stays",
    async (name, sentence) => {
      const saved = await open().save("before", null, going());
      failWrites(name);
      const failure = await open().save("after", (saved as { etag: string }).etag, going()).catch((thrown: unknown) => AppError.from(thrown));
      expect(failure).toMatchObject({ code: "STORAGE_UNAVAILABLE", message: expect.stringMatching(sentence) as unknown, hint: expect.any(String) as unknown });
      restoreWrites();
      expect((await open().load(going()))?.text).toBe("before");
    },
  );
});

describe("where settings are kept", () => {
  test("is the device when an actual write and read work", async () => {
    expect(await openSettingsStore({ database: "connector" }, going())).toMatchObject({ store: { kind: "device", encrypts: true }, fallback: null });
  });

  test.each(["SecurityError", "QuotaExceededError"])("is memory when the browser answers %s, and the reason is told", async (name) => {
    failWrites(name);
    const { store, fallback } = await openSettingsStore({ database: "connector" }, going());
    expect(store.kind).toBe("memory");
    expect(fallback).toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("is memory when the browser refuses to open a database at all", async () => {
    globalThis.indexedDB = { open: () => { throw new DOMException("denied", "SecurityError"); } } as unknown as IDBFactory;
    expect((await openSettingsStore({ database: "connector" }, going())).store.kind).toBe("memory");
  });
});
