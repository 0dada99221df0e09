import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";

import { Secret } from "../../../../src/base/secret";
import { createSealer, newKeyRing, withNewKey } from "../../../../src/platform/node/key-ring";
import { type DatabaseAddress, openRecords, type OpenRecords } from "../../../../src/platform/node/store/open-records";
import type { RecordKey, RecordStore } from "../../../../src/platform/ports";
import { describeOnBothDatabases } from "../../../fakes/open-test-records";
import { runSql } from "./run-sql";

const { signal } = new AbortController();
const key = (name: string, owner = "ann", collection = "settings"): RecordKey => ({ collection, owner, name });

async function saved(records: RecordStore, write: Parameters<RecordStore["save"]>[0]): Promise<string> {
  const result = await records.save(write, signal);
  if (result === "conflict") throw new Error("a conflict was not expected");
  return result.etag;
}

describeOnBothDatabases("records", (databases) => {
  let records: OpenRecords;

  beforeAll(async () => {
    records = await databases.open();
  });

  test("a saved value is read again with its version", async () => {
    const etag = await saved(records, { key: key("read"), text: "héllo", etag: null });
    expect(await records.load(key("read"), signal)).toEqual({ text: "héllo", etag });
    expect(await records.load(key("never saved"), signal)).toBeNull();
  });

  test("a write that names another version than the stored one is a conflict and changes nothing", async () => {
    const first = await saved(records, { key: key("swap"), text: "1", etag: null });
    const second = await saved(records, { key: key("swap"), text: "2", etag: first });
    for (const etag of [null, first, "7-unknown", "no version", ""]) {
      expect(await records.save({ key: key("swap"), text: "lost", etag }, signal)).toBe("conflict");
    }
    expect(await records.load(key("swap"), signal)).toEqual({ text: "2", etag: second });
  });

  test("a write to a value that was removed is a conflict, also when it was made again", async () => {
    const etag = await saved(records, { key: key("gone"), text: "1", etag: null });
    await records.remove(key("gone"), signal);
    expect(await records.save({ key: key("gone"), text: "2", etag }, signal)).toBe("conflict");
    await saved(records, { key: key("gone"), text: "3", etag: null });
    expect(await records.save({ key: key("gone"), text: "4", etag }, signal)).toBe("conflict");
  });

  test("removing what is not there is no error", async () => {
    await expect(records.remove(key("nothing"), signal)).resolves.toBeUndefined();
  });

  test("owners and collections are apart, whatever their names are", async () => {
    await saved(records, { key: key("x", "ann", "apart"), text: "ann's", etag: null });
    await saved(records, { key: key("x", "bob", "apart"), text: "bob's", etag: null });
    await saved(records, { key: key("x", "ann", "apart2"), text: "other", etag: null });
    expect(await records.load(key("x", "bob", "apart"), signal)).toMatchObject({ text: "bob's" });
    expect(await records.list({ collection: "apart", owner: "ann" }, signal)).toEqual([key("x", "ann", "apart")]);
    expect(await records.list({ collection: "apart" }, signal)).toHaveLength(2);
    await records.remove(key("x", "ann", "apart"), signal);
    expect(await records.load(key("x", "bob", "apart"), signal)).toMatchObject({ text: "bob's" });
    expect(await records.load(key("x", "ann", "apart2"), signal)).toMatchObject({ text: "other" });
  });

  test("due values come soonest first, up to the limit; those without a date never", async () => {
    const write = (name: string, dueAt?: number) =>
      saved(records, { key: key(name, "ann", "due"), text: "", etag: null, ...(dueAt === undefined ? {} : { dueAt }) });
    await write("late", 4_000_000_000_000);
    await write("second", 2_000_000_000_000);
    const etag = await write("first", 1_000_000_000_000);
    await write("never");
    const due = async (before: number, limit: number) =>
      (await records.due({ collection: "due", before, limit }, signal)).map(({ name }) => name);
    expect(await due(2_000_000_000_000, 9)).toEqual(["first", "second"]);
    expect(await due(9_000_000_000_000, 2)).toEqual(["first", "second"]);
    await saved(records, { key: key("first", "ann", "due"), text: "", etag });
    expect(await due(9_000_000_000_000, 9)).toEqual(["second", "late"]);
  });

  test("an aborted call touches nothing", async () => {
    const aborted = AbortSignal.abort(new Error("stop"));
    await expect(records.save({ key: key("aborted"), text: "x", etag: null }, aborted)).rejects.toThrow("stop");
    expect(await records.load(key("aborted"), signal)).toBeNull();
  });

  test("the check passes, twice and among nodes at once", async () => {
    await records.check(signal);
    await Promise.all([records.check(signal), records.check(signal)]);
  });

  test("of many writers of one value, each write is a conflict or is built upon: nothing is lost", async () => {
    const database = await databases.address();
    const nodes = await Promise.all([databases.open({ database }), databases.open({ database }), databases.open({ database })]);
    const writes = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 12 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(writes, async (plan) => {
        const prefix = `run ${++run} `;
        await Promise.all(plan.map(([node, name], index) => append(nodes[node]!, key(prefix + name), index)));
        const kept = await Promise.all([0, 1, 2].map((name) => nodes[0].load(key(prefix + name), signal)));
        const indexes = kept.flatMap((value) => (value === null ? [] : (JSON.parse(value.text) as number[])));
        expect(indexes.sort((a, b) => a - b)).toEqual(plan.map((_, index) => index));
      }),
      { numRuns: 20 },
    );
  });
});

/** Adds to the list that a value holds, again and again until no other writer was quicker. */
async function append(records: RecordStore, at: RecordKey, item: number): Promise<void> {
  for (;;) {
    const found = await records.load(at, signal);
    const list = found === null ? [] : (JSON.parse(found.text) as number[]);
    if ((await records.save({ key: at, text: JSON.stringify([...list, item]), etag: found?.etag ?? null }, signal)) !== "conflict") return;
  }
}

describeOnBothDatabases("records at rest", (databases) => {
  const table = "xlstripe_records";
  let database: DatabaseAddress;
  let records: OpenRecords;

  beforeAll(async () => {
    database = await databases.address();
    records = await databases.open({ database });
  });

  test("no stored byte of a value is readable without the key", async () => {
    await saved(records, { key: key("secret"), text: "canary-in-plain-text", etag: null });
    const [row] = await runSql(database, `SELECT sealed FROM ${table} WHERE name = 'secret'`);
    expect(row?.["sealed"]).toMatch(/^eyJ[\w-]+\./);
    expect(JSON.stringify(row)).not.toContain("canary");
    const stranger = await databases.open({ database, sealer: createSealer(newKeyRing()) });
    await expect(stranger.load(key("secret"), signal)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("the check fails with another key file than the database's", async () => {
    await records.check(signal);
    const stranger = await databases.open({ database, sealer: createSealer(newKeyRing()) });
    await expect(stranger.check(signal)).rejects.toThrow("cannot be decrypted with this key file");
  });

  test("a ciphertext that was moved to another row is refused", async () => {
    await saved(records, { key: key("mine", "ann", "moved"), text: "ann's", etag: null });
    await saved(records, { key: key("mine", "bob", "moved"), text: "bob's", etag: null });
    await runSql(database, `UPDATE ${table} SET sealed = (SELECT sealed FROM ${table} WHERE owner = 'ann' AND collection = 'moved') WHERE owner = 'bob' AND collection = 'moved'`);
    await expect(records.load(key("mine", "bob", "moved"), signal)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("an older ciphertext of the same row is refused", async () => {
    const etag = await saved(records, { key: key("rolled"), text: "old", etag: null });
    const [old] = await runSql(database, `SELECT sealed FROM ${table} WHERE name = 'rolled'`);
    await saved(records, { key: key("rolled"), text: "new", etag });
    await runSql(database, `UPDATE ${table} SET sealed = '${String(old?.["sealed"])}' WHERE name = 'rolled'`);
    await expect(records.load(key("rolled"), signal)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("a new key closes from then on, the old one still opens, and a write moves a value to the new one", async () => {
    const old = newKeyRing();
    const both = withNewKey(old);
    const where = await databases.address();
    const before = await databases.open({ database: where, sealer: createSealer(old) });
    const etag = await saved(before, { key: key("rotated"), text: "1", etag: null });
    const after = await databases.open({ database: where, sealer: createSealer(both) });
    expect(await after.load(key("rotated"), signal)).toMatchObject({ text: "1" });
    await saved(after, { key: key("rotated"), text: "2", etag });
    const onlyNew = { current: both.current, keys: new Map([...both.keys].filter(([kid]) => kid === both.current)) };
    const later = await databases.open({ database: where, sealer: createSealer(onlyNew) });
    expect(await later.load(key("rotated"), signal)).toMatchObject({ text: "2" });
    await expect(before.load(key("rotated"), signal)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("several nodes that start at once on an empty database all open it", async () => {
    const where = await databases.address();
    const nodes = await Promise.all(Array.from({ length: 5 }, () => databases.open({ database: where })));
    await saved(nodes[0]!, { key: key("seen"), text: "by all", etag: null });
    for (const node of nodes) expect(await node.load(key("seen"), signal)).toMatchObject({ text: "by all" });
  });

  test("a database that cannot be opened is said in a sentence", async () => {
    const nowhere: DatabaseAddress = database.kind === "sqlite" ? { kind: "sqlite", file: "/dev/null/x" } : { kind: "postgres", url: new Secret("postgres://nobody@127.0.0.1:1/none") };
    await expect(openRecords({ database: nowhere, sealer: createSealer(newKeyRing()) })).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      message: expect.stringContaining("cannot be opened"),
    });
  });
});
