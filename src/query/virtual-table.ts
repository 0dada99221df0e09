import type { SqlValue } from "../table/column";
import type { Table } from "../table/table";
import { createPlanRegistry, type Access, type PlanRegistry } from "./access-plan";
import { chooseIndex, type IndexChoice } from "./best-index";
import type { CellWriter } from "./cell-writer";
import { isNeverTrue } from "./conditions";
import { tableDeclaration } from "./declared-types";
import { createArgumentReader, pointerBytes, readOffer } from "./read-offer";
import type { RowNumber } from "./row-columns";
import type { Miss, Served } from "./serve-rows";
import { resultCode, type IndexInfo, type ModuleMethods, type Pointer, type SqliteApi } from "./sqlite-api";

/** The run on whose behalf SQLite is working now. */
export type TableReader = {
  /** A statement being prepared uses these columns; bit 63 stands for all columns from 63 on. */
  useColumns(table: Table, used: bigint): void;
  serve(access: Access): Served;
  /** The statement wants rows that are not there. */
  miss(miss: Miss): void;
  /** So much is missing already that going on would tell nothing more. */
  isPassInVain(): boolean;
  /** The values of a declared column by row number. */
  column(table: Table, declaredIndex: number): readonly SqlValue[];
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
  rows: readonly RowNumber[];
  index: number;
  /** To be reported when the statement comes to the end of `rows`. */
  open: Miss | null;
  /** The values of declared columns that were asked for. */
  readonly columns: (readonly SqlValue[])[];
};

const succeeded = 0;
const failed = 1;

/** The methods of the virtual-table module (https://www.sqlite.org/vtab.html) over a {@link TableHost}. */
export function tableMethods(sqlite: SqliteApi, host: TableHost): ModuleMethods {
  const tables = createPointerMap<Table>();
  const plans = createPlanRegistry();
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
    ...connectMethods(sqlite, { host, tables, plans, guarded }),
    ...planMethod(sqlite, { host, tables, plans, guarded }),
    ...cursorMethods(sqlite, { host, tables, plans, guarded }),
  };
}

type Guard = (action: () => void) => number;
type Surroundings = {
  readonly host: TableHost;
  readonly tables: PointerMap<Table>;
  readonly plans: PlanRegistry;
  readonly guarded: Guard;
};

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

function planMethod(sqlite: SqliteApi, { host, tables, plans, guarded }: Surroundings): Pick<ModuleMethods, "xBestIndex"> {
  return {
    xBestIndex: (pointer, infoPointer) =>
      guarded(() => {
        const info = sqlite.vtab.xIndexInfo(infoPointer);
        const table = tables.get(pointer);
        host.reader().useColumns(table, info.$colUsed);
        writeChoice(sqlite, info, { choice: chooseIndex(table, readOffer(sqlite, info)), plans });
        info.dispose();
      }),
  };
}

function cursorMethods(
  sqlite: SqliteApi,
  { host, tables, plans, guarded }: Surroundings,
): Pick<ModuleMethods, "xOpen" | "xClose" | "xFilter" | "xNext" | "xEof" | "xRowid" | "xColumn"> {
  const { vtab } = sqlite;
  const cursors = createPointerMap<Cursor>();
  const readArguments = createArgumentReader(sqlite);
  return {
    xOpen: (pointer, out) =>
      guarded(() => {
        const cursor = { table: tables.get(pointer), rows: [], index: 0, open: null, columns: [] };
        cursors.set(vtab.xCursor.create(out).pointer, cursor);
      }),
    xClose: (pointer) => {
      cursors.delete(pointer);
      vtab.xCursor.dispose(pointer);
      return succeeded;
    },
    xFilter(pointer, planNumber, _planText, _argc, argv) {
      try {
        const cursor = cursors.get(pointer);
        const { plan, planText } = plans.at(planNumber);
        const reader = host.reader();
        openCursor(cursor, { table: cursor.table, plan, planText, arguments: readArguments(plan, argv) }, reader);
        return reader.isPassInVain() ? resultCode.interrupt : succeeded;
      } catch (thrown) {
        host.keepError(thrown);
        return failed;
      }
    },
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
        if (row !== undefined) vtab.xRowid(out, BigInt(row));
      }),
    xColumn: (pointer, context, column) => {
      const cursor = cursors.get(pointer);
      const values = (cursor.columns[column] ??= host.reader().column(cursor.table, column));
      host.writer.write(context, values[cursor.rows[cursor.index] ?? -1] ?? null);
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

type PlannedChoice = { readonly choice: IndexChoice; readonly plans: PlanRegistry };

/** The text of a plan is for EXPLAIN; the number is what it is run by. */
function writeChoice({ capi, wasm }: SqliteApi, info: IndexInfo, { choice, plans }: PlannedChoice): void {
  const { plan, used, ...estimate } = choice;
  const { planText, number } = plans.register(plan);
  used.forEach((constraint, argument) => {
    const usage = info.nthConstraintUsage(constraint);
    usage.$argvIndex = argument + 1;
    usage.dispose();
    if (plan.conditions[argument]?.comparison === "in") capi.sqlite3_vtab_in(info.pointer, constraint, 1);
  });
  info.$idxNum = number;
  info.$idxStr = wasm.allocCString(planText);
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
