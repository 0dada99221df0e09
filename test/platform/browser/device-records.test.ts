import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { AppError } from "../../../src/base/app-error";
import { createDeviceDatabase } from "../../../src/platform/browser/device-database";
import { createDeviceRecords } from "../../../src/platform/browser/device-records";
import { createDeviceStore } from "../../../src/platform/browser/device-store";
import { createMemoryRecords } from "../../../src/platform/memory-records";
import type { RecordKey, RecordStore, RecordWrite } from "../../../src/platform/ports";

const { signal } = new AbortController();
const key = (name: string, owner = "me", collection = "grants"): RecordKey => ({ collection, owner, name });
const open = () => createDeviceRecords(createDeviceDatabase("connector"));
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

async function saved(records: RecordStore, write: RecordWrite): Promise<string> {
  const result = await records.save(write, signal);
  if (result === "conflict") throw new Error("a conflict was not expected");
  return result.etag;
}

/** What a copy of the profile shows, and a way to change it behind the store's back. */
async function rawRecords() {
  const db = await createDeviceDatabase("connector")();
  return { all: await db.getAll("records"), put: (record: Awaited<ReturnType<typeof db.getAll<"records">>>[number]) => db.put("records", record) };
}

describe("records on the device", () => {
  test("are read again by the next session, with their version", async () => {
    const etag = await saved(open(), { key: key("a"), text: "héllo", etag: null });
    expect(await open().load(key("a"), signal)).toEqual({ text: "héllo", etag });
    expect(await open().load(key("b"), signal)).toBeNull();
  });

  test("show nothing of their text to who copies the database", async () => {
    await saved(open(), { key: key("a"), text: "rt_canary_secret", etag: null });
    const { all } = await rawRecords();
    expect(all).toHaveLength(1);
    expect(JSON.stringify(all)).not.toContain("rt_canary_secret");
    await open().remove(key("a"), signal);
    expect((await rawRecords()).all).toEqual([]);
  });

  test("do not open in another record's place, nor as an older version of themselves", async () => {
    const records = open();
    const first = await saved(records, { key: key("a"), text: "old", etag: null });
    const [old] = (await rawRecords()).all;
    await saved(records, { key: key("a"), text: "new", etag: first });
    await saved(records, { key: key("b"), text: "other", etag: null });
    const { all, put } = await rawRecords();
    const [a, b] = [all.find(({ name }) => name === "a"), all.find(({ name }) => name === "b")];
    if (!old || !a || !b) throw new Error("the records are missing");
    for (const forged of [{ ...a, sealed: old.sealed }, { ...a, sealed: b.sealed }]) {
      await put(forged);
      expect(await failure(records.load(key("a"), signal))).toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    }
  });

  test("of several writers at the same time exactly one wins", async () => {
    const writes = Array.from({ length: 8 }, (_, index) => open().save({ key: key("a"), text: String(index), etag: null }, signal));
    expect((await Promise.all(writes)).filter((result) => result !== "conflict")).toHaveLength(1);
  });

  test("share the database and the key with the device's settings", async () => {
    await createDeviceStore({ database: "connector", name: "settings" }).save("{}", null, signal);
    await saved(open(), { key: key("a"), text: "x", etag: null });
    expect(await (await createDeviceDatabase("connector")()).count("keys")).toBe(1);
  });

  test("are not touched for a caller that has left", async () => {
    const stop = AbortSignal.abort(new Error("stop"));
    await expect(open().save({ key: key("a"), text: "x", etag: null }, stop)).rejects.toThrow("stop");
    expect(await open().load(key("a"), signal)).toBeNull();
  });

  test("say what to do when the browser denies them", async () => {
    globalThis.indexedDB = { open: () => { throw new DOMException("denied", "SecurityError"); } } as unknown as IDBFactory;
    expect(await failure(open().load(key("a"), signal))).toMatchObject({ code: "STORAGE_UNAVAILABLE", hint: expect.any(String) as unknown });
  });

  test("behave like records in memory, whatever is done with them", async () => {
    const name = fc.constantFrom("a", "b");
    const owner = fc.constantFrom("me", "you");
    const step = fc.oneof(
      fc.record({ kind: fc.constant("save" as const), name, owner, dueAt: fc.option(fc.nat(9), { nil: undefined }), stale: fc.boolean() }),
      fc.record({ kind: fc.constant("remove" as const), name, owner }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        globalThis.indexedDB = new IDBFactory();
        const stores = [open(), createMemoryRecords()];
        for (const [index, one] of steps.entries()) {
          const at = key(one.name, one.owner);
          const results = await Promise.all(
            stores.map(async (records) => {
              if (one.kind === "remove") return records.remove(at, signal);
              const etag = one.stale ? "stale" : ((await records.load(at, signal))?.etag ?? null);
              const write = { key: at, text: String(index), etag, ...(one.dueAt === undefined ? {} : { dueAt: one.dueAt }) };
              return (await records.save(write, signal)) === "conflict";
            }),
          );
          expect(results[0]).toEqual(results[1]);
        }
        const views = stores.map(async (records) => {
          const keys = [...(await records.list({ collection: "grants" }, signal))];
          const due = await records.due({ collection: "grants", before: 5, limit: 9 }, signal);
          const mine = await records.list({ collection: "grants", owner: "me" }, signal);
          const texts = await Promise.all(keys.map(async (one) => [JSON.stringify(one), (await records.load(one, signal))?.text]));
          return { texts: texts.sort(), due: due.map((one) => JSON.stringify(one)).sort(), mine: mine.length };
        });
        const [device, memory] = await Promise.all(views);
        expect(device).toEqual(memory);
      }),
      { numRuns: 30 },
    );
  });

  test("come soonest first, up to the limit", async () => {
    for (const [name, dueAt] of [["late", 300], ["soon", 100], ["mid", 200]] as const) await saved(open(), { key: key(name), text: "", etag: null, dueAt });
    await saved(open(), { key: key("never"), text: "", etag: null });
    const due = async (before: number, limit: number) => (await open().due({ collection: "grants", before, limit }, signal)).map(({ name }) => name);
    expect(await due(250, 9)).toEqual(["soon", "mid"]);
    expect(await due(999, 2)).toEqual(["soon", "mid"]);
  });
});
