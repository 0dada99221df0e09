import { describe, expect, test } from "@jest/globals";

import { createMemoryRecords } from "../../src/platform/memory-records";

const { signal } = new AbortController();
const key = (name: string, owner = "ann", collection = "c") => ({ collection, owner, name });

describe("Records in memory", () => {
  test("are written only over the version that was read", async () => {
    const records = createMemoryRecords();
    const first = await records.save({ key: key("a"), text: "1", etag: null }, signal);
    if (first === "conflict") throw new Error("the first write cannot conflict");
    expect(await records.save({ key: key("a"), text: "x", etag: null }, signal)).toBe("conflict");
    expect(await records.save({ key: key("a"), text: "2", etag: first.etag }, signal)).not.toBe("conflict");
    expect(await records.save({ key: key("a"), text: "x", etag: first.etag }, signal)).toBe("conflict");
    expect(await records.load(key("a"), signal)).toMatchObject({ text: "2" });
  });

  test("do not take an old version for the one after a removal", async () => {
    const records = createMemoryRecords();
    const first = await records.save({ key: key("a"), text: "1", etag: null }, signal);
    await records.remove(key("a"), signal);
    await records.save({ key: key("a"), text: "2", etag: null }, signal);
    expect(await records.save({ key: key("a"), text: "x", etag: first === "conflict" ? "" : first.etag }, signal)).toBe("conflict");
  });

  test("are listed by collection and owner", async () => {
    const records = createMemoryRecords();
    for (const each of [key("a"), key("a", "bob"), key("a", "ann", "other")]) await records.save({ key: each, text: "", etag: null }, signal);
    expect(await records.list({ collection: "c", owner: "ann" }, signal)).toEqual([key("a")]);
    expect(await records.list({ collection: "c" }, signal)).toEqual([key("a"), key("a", "bob")]);
  });

  test("are due soonest first, up to a limit, and not when nothing was said", async () => {
    const records = createMemoryRecords();
    for (const [name, dueAt] of [["late", 3], ["soon", 1], ["next", 2], ["future", 9]] as const) {
      await records.save({ key: key(name), text: "", etag: null, dueAt }, signal);
    }
    await records.save({ key: key("never"), text: "", etag: null }, signal);
    const due = await records.due({ collection: "c", before: 3, limit: 2 }, signal);
    expect(due.map(({ name }) => name)).toEqual(["soon", "next"]);
  });

  test("do nothing for whoever has left", async () => {
    await expect(createMemoryRecords().load(key("a"), AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
  });
});
