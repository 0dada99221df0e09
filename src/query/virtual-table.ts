import type { Table } from "../table/table";
import { createPlanRegistry, type PlanRegistry } from "./access-plan";
import { chooseIndex, type IndexChoice } from "./best-index";
import type { CellWriter } from "./cell-writer";
import { createCursorTable } from "./cursor-table";
import { tableDeclaration } from "./declared-types";
import { createArgumentReader, pointerBytes, readOffer } from "./read-offer";
import { resultCode, type IndexInfo, type ModuleMethods, type Pointer, type SqliteApi } from "./sqlite-api";
import { createSqliteMemory } from "./sqlite-memory";
import { createTableCursor, type TableCursor } from "./table-cursor";
import type { TableReader } from "./table-reader";

/** What the module needs from its surroundings. */
export type TableHost = {
  readonly findTable: (name: string) => Table | undefined;
  readonly reader: () => TableReader;
  readonly writer: CellWriter;
  /** Keeps what was thrown: SQLite forgets everything but a result code. */
  readonly keepError: (thrown: unknown) => void;
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
        const reader = host.reader();
        reader.useColumns(table, info.$colUsed);
        const offer = { ...readOffer(sqlite, info), trustsKeys: reader.trustsKeys() };
        writeChoice(sqlite, info, { choice: chooseIndex(table, offer), plans });
        info.dispose();
      }),
  };
}

function cursorMethods(
  sqlite: SqliteApi,
  { host, tables, plans, guarded }: Surroundings,
): Pick<ModuleMethods, "xOpen" | "xClose" | "xFilter" | "xNext" | "xEof" | "xRowid" | "xColumn"> {
  const { vtab, wasm } = sqlite;
  const { reader, writer } = host;
  const memory = createSqliteMemory(wasm);
  const cursors = createCursorTable<TableCursor>(wasm, memory);
  const tools = { wasm, memory, writer, readArguments: createArgumentReader(sqlite, memory) };
  return {
    xOpen: (pointer, out) => guarded(() => wasm.pokePtr(out, cursors.open(createTableCursor(tables.get(pointer), tools)))),
    xClose: (pointer) => {
      cursors.close(pointer);
      return succeeded;
    },
    xFilter(pointer, planNumber, _planText, _argc, argv) {
      try {
        cursors.at(pointer).open(plans.at(planNumber), argv, reader());
        return reader().isPassInVain() ? resultCode.interrupt : succeeded;
      } catch (thrown) {
        host.keepError(thrown);
        return failed;
      }
    },
    xNext: (pointer) => {
      cursors.at(pointer).next();
      return succeeded;
    },
    xEof: (pointer) => (cursors.at(pointer).isAtEnd(reader) ? 1 : 0),
    xRowid: (pointer, out) =>
      guarded(() => {
        const row = cursors.at(pointer).row();
        if (row !== undefined) vtab.xRowid(out, BigInt(row));
      }),
    // What is thrown through SQLite, such as that memory is used up, would leave it in the middle of its work.
    xColumn(pointer, context, column) {
      try {
        cursors.at(pointer).writeCell(context, column, reader);
        return succeeded;
      } catch (thrown) {
        host.keepError(thrown);
        return failed;
      }
    },
  };
}

type PointerMap<T> = {
  get(pointer: Pointer): T;
  set(pointer: Pointer, value: T): void;
  delete(pointer: Pointer): void;
};

/** Tables by SQLite's addresses. */
function createPointerMap<T>(): PointerMap<T> {
  const values = new Map<Pointer, T>();
  return {
    get(pointer) {
      const value = values.get(pointer);
      if (value === undefined) throw new Error("SQLite named an object that is not open");
      return value;
    },
    set: (pointer, value) => void values.set(pointer, value),
    delete: (pointer) => void values.delete(pointer),
  };
}

type PlannedChoice = { readonly choice: IndexChoice; readonly plans: PlanRegistry };

/** The text of a plan is for EXPLAIN; the number is what it is run by. */
function writeChoice({ capi, wasm }: SqliteApi, info: IndexInfo, { choice, plans }: PlannedChoice): void {
  const { plan, used, ...estimate } = choice;
  const { planText, number } = plans.register(plan);
  used.forEach((constraint, argument) => {
    const usage = info.nthConstraintUsage(constraint);
    const condition = plan.conditions[argument];
    usage.$argvIndex = argument + 1;
    usage.$omit = condition?.exact === true ? 1 : 0;
    usage.dispose();
    if (condition?.comparison === "in") capi.sqlite3_vtab_in(info.pointer, constraint, 1);
  });
  info.$idxNum = number;
  info.$idxStr = wasm.allocCString(planText);
  info.$needToFreeIdxStr = 1;
  info.$orderByConsumed = plan.newestFirst ? 1 : 0;
  info.$estimatedRows = BigInt(estimate.estimatedRows);
  info.$estimatedCost = estimate.estimatedCost;
}
