import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { mergeSettings, type SettingChange, type SettingsBag } from "../../src/auth/merge-settings";
import { openRoamingSettings, type SaveResult } from "../../src/auth/roaming-settings";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { createMemoryStore } from "../../src/platform/memory-store";
import type { Clock, VersionedStore } from "../../src/platform/ports";

const going = () => new AbortController().signal;
const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };
const open = (store: VersionedStore) => openRoamingSettings(store, { clock, random: () => 0.5 }, going());

describe("settings with Office's interface", () => {
  test("get, set and remove act at once; a missing name is null", async () => {
    const settings = await open(createMemoryStore());
    settings.set("a", { b: [1, null] });
    expect([settings.get("a"), settings.get("x"), settings.get("__proto__"), settings.names()]).toEqual([{ b: [1, null] }, null, null, ["a"]]);
    settings.remove("a");
    expect(settings.get("a")).toBeNull();
  });

  test("saveAsync stores them and calls back with Office's result", async () => {
    const store = createMemoryStore();
    const settings = await open(store);
    settings.set("a", 1);
    const result = await new Promise<SaveResult>((resolve) => settings.saveAsync(resolve));
    expect(result).toEqual({ status: "succeeded" });
    expect((await open(store)).get("a")).toBe(1);
  });

  test("what is read or given is a copy", async () => {
    const settings = await open(createMemoryStore());
    const value = { list: [1] };
    settings.set("a", value);
    value.list.push(2);
    (settings.get("a") as typeof value).list.push(3);
    expect(settings.get("a")).toEqual({ list: [1] });
  });

  test("more than 32 KB is refused in a sentence, also to the callback, and nothing is stored", async () => {
    const store = createMemoryStore();
    const settings = await open(store);
    settings.set("a", "ü".repeat(17_000));
    await expect(settings.save(going())).rejects.toMatchObject({ code: "TOO_LARGE" });
    const result = await new Promise<SaveResult>((resolve) => settings.saveAsync(resolve));
    expect(result).toMatchObject({ status: "failed", error: { name: "TOO_LARGE" } });
    expect(await store.load(going())).toBeNull();
  });

  test("stored text that is damaged is reported and not overwritten", async () => {
    const store = createMemoryStore();
    await store.save("not json", null, going());
    await expect(open(store)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect((await store.load(going()))?.text).toBe("not json");
  });

  test("reverted changes are forgotten", async () => {
    const settings = await open(createMemoryStore());
    settings.set("a", 1);
    settings.set("b", 2);
    settings.revert(["a"]);
    expect(settings.names()).toEqual(["b"]);
  });
});

describe("secrets in settings", () => {
  test("come back as secrets from a store that protects them", async () => {
    const store: VersionedStore = { ...createMemoryStore(), kind: "device", encrypts: true };
    const settings = await open(store);
    settings.setSecret("key", new Secret("sk_test_1"));
    await settings.save(going());
    expect((await open(store)).getSecret("key")?.reveal()).toBe("sk_test_1");
    expect(settings.getSecret("other")).toBeNull();
  });

  test("are refused by a store that does not encrypt", async () => {
    const settings = await open({ ...createMemoryStore(), kind: "file" });
    expect(() => settings.setSecret("key", new Secret("x"))).toThrow(AppError);
  });

  test("cannot slip in inside another value", async () => {
    const settings = await open(createMemoryStore());
    expect(() => settings.set("a", { deep: [new Secret("x")] })).toThrow(/setSecret/);
  });
});

const names = fc.constantFrom("a", "b", "c", "d");
const change: fc.Arbitrary<SettingChange> = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), value: fc.integer() }),
  fc.constant({ kind: "remove" as const }),
);
const changes = fc.array(fc.tuple(names, change), { maxLength: 6 });
const bag: fc.Arbitrary<SettingsBag> = fc.dictionary(names, fc.integer(), { noNullPrototype: true });

describe("two devices that change settings at the same time", () => {
  test("lose nothing: names that only one of them changed have its value, untouched names keep theirs", async () => {
    await fc.assert(
      fc.asyncProperty(bag, changes, changes, async (start, mine, theirs) => {
        const store = createMemoryStore();
        await store.save(JSON.stringify(start), null, going());
        const [first, second] = [await open(store), await open(store)];
        const apply = (settings: typeof first, list: typeof mine) =>
          list.forEach(([name, one]) => (one.kind === "set" ? settings.set(name, one.value) : settings.remove(name)));
        apply(first, mine);
        apply(second, theirs);
        await first.save(going());
        await second.save(going());
        const stored = JSON.parse((await store.load(going()))!.text) as SettingsBag;
        expect(stored).toEqual(mergeSettings(mergeSettings(start, new Map(mine)), new Map(theirs)));
        if (theirs.length === 0) await second.reload(going());
        expect(Object.fromEntries(second.names().map((name) => [name, second.get(name)]))).toEqual(stored);
      }),
      { numRuns: 60 },
    );
  });

  test("a change made while a save is under way is kept for the next save", async () => {
    const inner = createMemoryStore();
    let during: () => void = () => undefined;
    const store: VersionedStore = { ...inner, save: (...given) => (during(), inner.save(...given)) };
    const settings = await open(store);
    settings.set("a", 1);
    during = () => settings.set("a", 2);
    await settings.save(going());
    during = () => undefined;
    expect(settings.get("a")).toBe(2);
    await settings.save(going());
    expect((await open(store)).get("a")).toBe(2);
  });

  test("a store that is always changed by others ends with a clear failure and keeps the change unsaved", async () => {
    const settings = await open({ ...createMemoryStore(), save: () => Promise.resolve("conflict" as const) });
    settings.set("a", 1);
    await expect(settings.save(going())).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(settings.get("a")).toBe(1);
  });
});
