import { describe, expect, test } from "@jest/globals";

import { createStore } from "../../src/base/store";

describe("store", () => {
  test("tells every listener when the value changes, and the listener reads the new value", () => {
    const store = createStore(1);
    const seen: number[] = [];
    store.subscribe(() => seen.push(store.get()));
    store.subscribe(() => seen.push(store.get() * 10));
    store.set(2);
    expect(seen).toEqual([2, 20]);
  });

  test("tells nobody when the same value is set again", () => {
    const store = createStore("a");
    let calls = 0;
    store.subscribe(() => calls++);
    store.set("a");
    expect(calls).toBe(0);
  });

  test("a listener that left hears nothing, also when it leaves while being told", () => {
    const store = createStore(0);
    const heard: string[] = [];
    const leave = store.subscribe(() => {
      heard.push("first");
      leave();
    });
    store.subscribe(() => heard.push("second"));
    store.set(1);
    store.set(2);
    expect(heard).toEqual(["first", "second", "second"]);
  });
});
