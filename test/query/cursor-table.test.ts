import { beforeAll, describe, expect, test } from "@jest/globals";
import { createCursorTable, type CursorTable } from "../../src/query/cursor-table";
import { narrowSqlite, type SqliteApi } from "../../src/query/sqlite-api";
import { createSqliteMemory } from "../../src/query/sqlite-memory";
import { loadSqlite } from "./harness";

describe("open cursors by their addresses", () => {
  let wasm: SqliteApi["wasm"];
  let cursors: CursorTable<string>;
  beforeAll(async () => {
    wasm = narrowSqlite(await loadSqlite()).wasm;
    cursors = createCursorTable(wasm, createSqliteMemory(wasm));
  });

  test("are each at their own, also when others are closed and opened meanwhile", () => {
    const [first, second, third] = ["a", "b", "c"].map((name) => cursors.open(name));
    cursors.close(second!);
    const fourth = cursors.open("d");
    expect([first, third, fourth].map((pointer) => cursors.at(pointer!))).toEqual(["a", "c", "d"]);
    for (const pointer of [first, third, fourth]) cursors.close(pointer!);
  });

  test("leave the part that is SQLite's to it, empty at first", () => {
    const pointer = cursors.open("a");
    expect(wasm.peekPtr(pointer)).toBe(0);
    wasm.pokePtr(pointer, 123_456);
    expect(cursors.at(pointer)).toBe("a");
    cursors.close(pointer);
  });

  test("are refused once they are closed", () => {
    const pointer = cursors.open("a");
    cursors.close(pointer);
    expect(() => cursors.at(pointer)).toThrow("not open");
  });
});
