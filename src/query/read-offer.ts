import type { SqlValue } from "../table/column";
import type { AccessPlan, Argument } from "./access-plan";
import type { Offer, OfferedConstraint } from "./best-index";
import { valueKind, type ForeignValue, type IndexInfo, type Pointer, type SqliteApi } from "./sqlite-api";
import type { SqliteMemory } from "./sqlite-memory";
import { createTextReader } from "./text-reader";

/** Addresses are 32 bits wide in this build of SQLite. */
export const pointerBytes = 4;

/** Reads what SQLite offers to xBestIndex. */
export function readOffer(sqlite: SqliteApi, info: IndexInfo): Omit<Offer, "trustsKeys"> {
  const constraints = Array.from({ length: info.$nConstraint }, (_, index) => readConstraint(sqlite, info, index));
  const orderBy = Array.from({ length: info.$nOrderBy }, (_, index) => {
    const order = info.nthOrderBy(index);
    const read = { column: order.$iColumn, descending: order.$desc !== 0 };
    order.dispose();
    return read;
  });
  return { constraints, orderBy };
}

function readConstraint({ capi, wasm }: SqliteApi, info: IndexInfo, index: number): OfferedConstraint {
  const constraint = info.nthConstraint(index);
  const stack = wasm.pstack.pointer;
  const out = wasm.pstack.alloc(8);
  wasm.pokePtr(out, 0);
  const known = capi.sqlite3_vtab_rhs_value(info.pointer, index, out) === 0;
  const offered = {
    column: constraint.$iColumn,
    operator: constraint.$op,
    usable: constraint.$usable !== 0,
    collation: capi.sqlite3_vtab_collation(info.pointer, index),
    isList: capi.sqlite3_vtab_in(info.pointer, index, -1) !== 0,
    constant: known ? toConstant(capi.sqlite3_value_to_js(wasm.peekPtr(out))) : undefined,
  };
  wasm.pstack.restore(stack);
  constraint.dispose();
  return offered;
}

/** Reads the values that SQLite hands to xFilter, in the order of the plan's conditions. */
export type ReadArguments = (plan: AccessPlan, argv: Pointer) => readonly Argument[];

/** Makes a {@link ReadArguments}. It runs once a row of a join, hence the short way to each value. */
export function createArgumentReader({ capi, wasm }: SqliteApi, memory: SqliteMemory): ReadArguments {
  const readText = createTextReader(memory);

  function readValue(value: Pointer): SqlValue {
    const kind = wasm.exports.sqlite3_value_type(value);
    if (kind === valueKind.null) return null;
    if (kind === valueKind.integer || kind === valueKind.float) return wasm.exports.sqlite3_value_double(value);
    const start = wasm.exports.sqlite3_value_text(value);
    return readText(start, wasm.exports.sqlite3_value_bytes(value));
  }

  /** The values of an IN list; NULL is never equal to anything and is left out. */
  function readList(list: Pointer): readonly SqlValue[] {
    const values: SqlValue[] = [];
    const stack = wasm.pstack.pointer;
    const out = wasm.pstack.alloc(8);
    for (let code = capi.sqlite3_vtab_in_first(list, out); code === 0; code = capi.sqlite3_vtab_in_next(list, out)) {
      const value = readValue(wasm.peekPtr(out));
      if (value !== null) values.push(value);
    }
    wasm.pstack.restore(stack);
    return values;
  }

  return ({ conditions }, argv) =>
    conditions.map(({ comparison }, index) => {
      const value = argumentAt(memory, argv, index);
      return comparison === "in" ? readList(value) : readValue(value);
    });
}

/** The address of a value that SQLite hands to xFilter. */
export function argumentAt(memory: SqliteMemory, argv: Pointer, index: number): Pointer {
  return memory.words()[(argv + index * pointerBytes) >> 2] ?? 0;
}

/** A binary value is equal to no text, whatever its bytes say. */
function toConstant(value: ForeignValue): SqlValue | undefined {
  return value instanceof Uint8Array ? undefined : toSqlValue(value);
}

/** A value as the engine knows it; binary values become text. */
export function toSqlValue(value: ForeignValue): SqlValue {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  return value ?? null;
}
