import type { Row, Table } from "../table/table";
import { createPlanDecoder, encodePlan, type Access } from "./access-plan";
import { chooseIndex, type IndexChoice } from "./best-index";
import type { CellWriter } from "./cell-writer";
import { isNeverTrue } from "./conditions";
import { tableDeclaration } from "./declared-types";
import { pointerBytes, readArguments, readOffer } from "./read-offer";
import type { Miss, Served } from "./serve-rows";
import type { IndexInfo, ModuleMethods, Pointer, SqliteApi } from "./sqlite-api";

/** The run on whose behalf SQLite is working now. */
export type TableReader = {
  /** A statement being prepared uses these columns; bit 63 stands for all columns from 63 on. */
  useColumns(table: Table, used: bigint): void;
  serve(access: Access): Served;
  /** The statement wants rows that are not there. */
  miss(miss: Miss): void;
  rowNumber(table: Table, row: Row): number;
  position(table: Table, declaredIndex: number): number;
};

/** What the module needs from its surroundings. */
export type TableHost = {
  readonly findTable: (name: string) => Table | undefined;
  readonly reader: () => TableReader;
  readonly writer: CellWriter;
  /** Keeps what was thrown: SQLite forgets everything but a result code. */
  readonly keepError: (thrown: unknown) => void;
};

type Cursor = {
  readonly table: Table;
  rows: readonly Row[];
  index: number;
  /** To be reported when the statement comes to the end of `rows`. */
  open: Miss | null;
  /** Positions of declared columns in `rows`. */
  readonly positions: number[];
};

const succeeded = 0;
const failed = 1;

/** The methods of the virtual-table module (https://www.sqlite.org/vtab.html) over a {@link TableHost}. */
export function tableMethods(sqlite: SqliteApi, host: TableHost): ModuleMethods {
  const tables = createPointerMap<Table>();
  const guarded: Guard = (action) => {
    try {
      action();
      return succeeded;
    } catch (thrown) {
      host.keepError(thrown);
      return failed;
    }
  };
  return {
    xCreate: true,
    xDestroy: true,
    ...connectMethods(sqlite, { host, tables, guarded }),
    ...planMethod(sqlite, { host, tables, guarded }),
    ...cursorMethods(sqlite, { host, tables, guarded }),
  };
}

type Guard = (action: () => void) => number;
type Surroundings = { readonly host: TableHost; readonly tables: PointerMap<Table>; readonly guarded: Guard };

function connectMethods(
  { capi, wasm, vtab }: SqliteApi,
  { host, tables, guarded }: Surroundings,
): Pick<ModuleMethods, "xConnect" | "xDisconnect"> {
  return {
    xConnect: (db, _aux, _argc, argv, out) =>
      guarded(() => {
        const name = wasm.cstrToJs(wasm.peekPtr(argv + 2 * pointerBytes)) ?? "";
        const table = host.findTable(name);
        if (!table) throw new Error(`no table ${name}`);
        const code = capi.sqlite3_declare_vtab(db, tableDeclaration(table));
        if (code !== succeeded) throw new Error(`SQLite refused the declaration of ${name}`);
        tables.set(vtab.xVtab.create(out).pointer, table);
      }),
    xDisconnect: (pointer) => {
      tables.delete(pointer);
      vtab.xVtab.dispose(pointer);
      return succeeded;
    },
  };
}

function planMethod(sqlite: SqliteApi, { host, tables, guarded }: Surroundings): Pick<ModuleMethods, "xBestIndex"> {
  return {
    xBestIndex: (pointer, infoPointer) =>
      guarded(() => {
        const info = sqlite.vtab.xIndexInfo(infoPointer);
        const table = tables.get(pointer);
        host.reader().useColumns(table, info.$colUsed);
        writeChoice(sqlite, info, chooseIndex(table, readOffer(sqlite, info)));
        info.dispose();
      }),
  };
}

function cursorMethods(
  sqlite: SqliteApi,
  { host, tables, guarded }: Surroundings,
): Pick<ModuleMethods, "xOpen" | "xClose" | "xFilter" | "xNext" | "xEof" | "xRowid" | "xColumn"> {
  const { wasm, vtab } = sqlite;
  const cursors = createPointerMap<Cursor>();
  const decodePlan = createPlanDecoder();
  return {
    xOpen: (pointer, out) =>
      guarded(() => {
        const cursor = { table: tables.get(pointer), rows: [], index: 0, open: null, positions: [] };
        cursors.set(vtab.xCursor.create(out).pointer, cursor);
      }),
    xClose: (pointer) => {
      cursors.delete(pointer);
      vtab.xCursor.dispose(pointer);
      return succeeded;
    },
    xFilter: (pointer, _indexNumber, indexText, argc, argv) =>
      guarded(() => {
        const planText = wasm.cstrToJs(indexText) ?? "";
        const cursor = cursors.get(pointer);
        const plan = decodePlan(planText);
        const values = readArguments(sqlite, plan, { argc, argv });
        openCursor(cursor, { table: cursor.table, plan, planText, arguments: values }, host.reader());
      }),
    xNext: (pointer) => {
      cursors.get(pointer).index++;
      return succeeded;
    },
    xEof: (pointer) => {
      const cursor = cursors.get(pointer);
      if (cursor.index < cursor.rows.length) return 0;
      if (cursor.open) host.reader().miss(cursor.open);
      cursor.open = null;
      return 1;
    },
    xRowid: (pointer, out) =>
      guarded(() => {
        const cursor = cursors.get(pointer);
        const row = cursor.rows[cursor.index];
        if (row) vtab.xRowid(out, BigInt(host.reader().rowNumber(cursor.table, row)));
      }),
    xColumn: (pointer, context, column) => {
      const cursor = cursors.get(pointer);
      const position = (cursor.positions[column] ??= host.reader().position(cursor.table, column));
      host.writer.write(context, cursor.rows[cursor.index]?.[position] ?? null);
      return succeeded;
    },
  };
}

type PointerMap<T> = {
  get(pointer: Pointer): T;
  set(pointer: Pointer, value: T): void;
  delete(pointer: Pointer): void;
};

/** Objects by SQLite's addresses; the last one found is kept at hand, since cells come in long rows of one cursor. */
function createPointerMap<T>(): PointerMap<T> {
  const values = new Map<Pointer, T>();
  let last: { readonly pointer: Pointer; readonly value: T } | null = null;
  return {
    get(pointer) {
      if (last?.pointer === pointer) return last.value;
      const value = values.get(pointer);
      if (value === undefined) throw new Error("SQLite named an object that is not open");
      last = { pointer, value };
      return value;
    },
    set: (pointer, value) => void values.set(pointer, value),
    delete(pointer) {
      values.delete(pointer);
      if (last?.pointer === pointer) last = null;
    },
  };
}

function writeChoice({ capi, wasm }: SqliteApi, info: IndexInfo, { plan, used, ...estimate }: IndexChoice): void {
  used.forEach((constraint, argument) => {
    const usage = info.nthConstraintUsage(constraint);
    usage.$argvIndex = argument + 1;
    usage.dispose();
    if (plan.conditions[argument]?.comparison === "in") capi.sqlite3_vtab_in(info.pointer, constraint, 1);
  });
  info.$idxStr = wasm.allocCString(encodePlan(plan));
  info.$needToFreeIdxStr = 1;
  info.$orderByConsumed = plan.newestFirst ? 1 : 0;
  info.$estimatedRows = BigInt(estimate.estimatedRows);
  info.$estimatedCost = estimate.estimatedCost;
}

function openCursor(cursor: Cursor, access: Access, reader: TableReader): void {
  cursor.index = 0;
  cursor.rows = [];
  cursor.open = null;
  if (access.arguments.some(isNeverTrue)) return;
  const served = reader.serve(access);
  if (served.rows === null) return reader.miss(served.miss);
  cursor.rows = served.rows;
  cursor.open = served.open;
}
