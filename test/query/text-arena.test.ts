import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { narrowSqlite, type SqliteApi } from "../../src/query/sqlite-api";
import { createSqliteMemory, type SqliteMemory } from "../../src/query/sqlite-memory";
import { createTextArena } from "../../src/query/text-arena";
import { loadSqlite } from "./harness";
import { wellFormed } from "./well-formed";

describe("texts in SQLite's memory", () => {
  let wasm: SqliteApi["wasm"];
  let memory: SqliteMemory;
  beforeAll(async () => {
    wasm = narrowSqlite(await loadSqlite()).wasm;
    memory = createSqliteMemory(wasm);
  });

  test("stay as they are while others are placed and the memory grows; lone surrogates become what UTF-8 has for them", () => {
    const arena = createTextArena(wasm, memory);
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom("a", "ß", "山", "\ud800", "\udc00", "😀") }), fc.constant(""));
    fc.assert(
      fc.property(fc.array(text), fc.boolean(), (texts, grows) => {
        const placed = texts.filter((one) => !one.includes("\0")).map((one) => ({ one, place: arena.place(one) }));
        const taken = grows ? wasm.alloc(memory.bytes().length / 2) : 0;
        expect(placed.map(({ place }) => wasm.cstrToJs(place ?? 0))).toEqual(placed.map(({ one }) => wellFormed(one)));
        wasm.dealloc(taken);
      }),
      { numRuns: 30 },
    );
    arena.free();
  });

  test("with a zero in them have no place, since SQLite would see their end there", () => {
    const arena = createTextArena(wasm, memory);
    expect([arena.place("a\0b"), arena.place("\0")]).toEqual([null, null]);
    arena.free();
  });

  test("have no place when one is too long for a part of the arena, or when all parts are full", () => {
    const arena = createTextArena(wasm, memory);
    expect(arena.place("x".repeat(400_000))).toBeNull();
    const long = "y".repeat(300_000);
    const places = Array.from({ length: 100 }, () => arena.place(long));
    const placed = places.filter((place) => place !== null);
    expect(new Set(placed).size).toBe(placed.length);
    expect(placed.length).toBeGreaterThan(10);
    expect(places.at(-1)).toBeNull();
    expect(placed.every((place) => wasm.cstrToJs(place) === long)).toBe(true);
    arena.free();
  });

  test("give up their places when all of them are let go, and the same memory is used again", () => {
    const arena = createTextArena(wasm, memory);
    const first = arena.place("first");
    arena.clear();
    expect(arena.place("again")).toBe(first);
    arena.free();
  });
});
