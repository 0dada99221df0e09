import { describe, expect, test } from "@jest/globals";
import { createReadCounter } from "../../src/connections/read-counter";
import { createMemoryStore } from "../../src/platform/memory-store";
import type { VersionedStore } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";

const never = new AbortController().signal;

function open(store: VersionedStore, clock = createFakeClock()) {
  let writes = 0;
  const watched: VersionedStore = { ...store, save: (...parts) => (writes++, store.save(...parts)) };
  const counter = createReadCounter({ clock, openStore: () => Promise.resolve(watched) });
  const read = (times: number) => Array.from({ length: times }, () => counter.count("shop"));
  return { clock, counter, read, shop: counter.readsOf("shop"), writes: () => writes };
}

describe("A counter of reads", () => {
  test("shows every read at once, and writes a thousand of them together", async () => {
    const { clock, read, shop, writes } = open(createMemoryStore());
    read(1_000);
    expect(shop.get()).toMatchObject({ count: 1_000, floor: 10_000 });
    expect(writes()).toBe(0);
    await clock.advance(5_000);
    expect(writes()).toBe(1);
  });

  test("goes on where it was left", async () => {
    const store = createMemoryStore();
    const before = open(store);
    before.read(3);
    await before.counter.flush(never);
    const after = open(store);
    await after.clock.advance(0);
    after.read(2);
    expect(after.shop.get().count).toBe(5);
  });

  test("adds up what two pages read at the same time", async () => {
    const store = createMemoryStore();
    const [one, two] = [open(store), open(store)];
    for (let round = 0; round < 3; round++) {
      one.read(2);
      two.read(5);
      await Promise.all([one.counter.flush(never), two.counter.flush(never)]);
    }
    const third = open(store);
    await third.clock.advance(0);
    expect(third.shop.get().count).toBe(21);
  });

  test("loses nothing while its place fails for a time, and is no trouble when it fails for good", async () => {
    const store = createMemoryStore();
    let broken = true;
    const failing: VersionedStore = { ...store, save: (...parts) => (broken ? Promise.reject(new Error("full")) : store.save(...parts)) };
    const { counter, read, shop } = open(failing);
    read(3);
    await counter.flush(never);
    broken = false;
    read(1);
    await counter.flush(never);
    expect(shop.get().count).toBe(4);
    expect((await store.load(never))?.text).toContain(":4}");

    const homeless = createReadCounter({ clock: createFakeClock(), openStore: () => Promise.reject(new Error("no place")) });
    homeless.count("shop");
    await homeless.flush(never);
    expect(homeless.readsOf("shop").get().count).toBe(1);
  });

  test("still shows what was written while a look at what was there before took long", async () => {
    const store = createMemoryStore();
    const looks: (() => void)[] = [];
    const slow: VersionedStore = {
      ...store,
      async load(signal) {
        const found = await store.load(signal);
        if (looks.length === 0) await new Promise<void>((resolve) => looks.push(resolve));
        return found;
      },
    };
    const { clock, counter, read, shop } = open(slow);
    await clock.advance(0);
    read(3);
    const flushed = counter.flush(never);
    await clock.advance(0);
    looks[0]?.();
    await flushed;
    await clock.advance(0);
    expect(shop.get().count).toBe(3);
  });

  test("keeps no program alive that has written all", async () => {
    const { clock, counter, read } = open(createMemoryStore());
    read(1);
    await counter.flush(never);
    expect(await clock.advanceToNext()).toBeNull();
  });
});
