import { expect, test } from "@jest/globals";
import { narrowSqlite } from "../../src/query/sqlite-api";
import { createSqliteMemory } from "../../src/query/sqlite-memory";
import { loadSqlite } from "./harness";

test("views of SQLite's memory are as large as the memory after it grew", async () => {
  const { wasm } = narrowSqlite(await loadSqlite());
  const memory = createSqliteMemory(wasm);
  const before = memory.bytes().length;
  expect(memory.words().length).toBe(before / 4);
  const taken = wasm.alloc(before);
  expect(memory.bytes().length).toBeGreaterThan(before);
  memory.words()[(taken + before - 8) >> 2] = 77;
  expect(memory.bytes()[taken + before - 8]).toBe(77);
  wasm.dealloc(taken);
});
