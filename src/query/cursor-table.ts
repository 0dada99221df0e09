import type { Pointer, SqliteApi } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";

/** Bytes of SQLite's part of a cursor, the pointer to its table; ours comes after it (https://www.sqlite.org/vtab.html#the_xopen_method). */
const ownOffset = 4;
const cursorBytes = 8;

/**
 * Open cursors by their addresses. A cursor in SQLite's memory holds the number of ours, since a look-up by address would be
 * made for each of millions of cells.
 */
export type CursorTable<T> = {
  /** Keeps a cursor; returns the address that SQLite is to know it by. */
  open(cursor: T): Pointer;
  at(pointer: Pointer): T;
  close(pointer: Pointer): void;
};

/** Makes an empty {@link CursorTable}. */
export function createCursorTable<T>(wasm: Pick<SqliteApi["wasm"], "alloc" | "dealloc">, memory: SqliteMemory): CursorTable<T> {
  const cursors: (T | undefined)[] = [];
  const free: number[] = [];

  const numberAt = (pointer: Pointer): number => memory.words()[(pointer + ownOffset) >> 2] ?? -1;

  return {
    open(cursor) {
      const number = free.pop() ?? cursors.length;
      cursors[number] = cursor;
      const pointer = wasm.alloc(cursorBytes);
      const words = memory.words();
      words[pointer >> 2] = 0;
      words[(pointer + ownOffset) >> 2] = number;
      return pointer;
    },
    at(pointer) {
      const cursor = cursors[numberAt(pointer)];
      if (cursor === undefined) throw new Error("SQLite named a cursor that is not open");
      return cursor;
    },
    close(pointer) {
      const number = numberAt(pointer);
      cursors[number] = undefined;
      free.push(number);
      wasm.dealloc(pointer);
    },
  };
}
