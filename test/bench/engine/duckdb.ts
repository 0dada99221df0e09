import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { createDuckDB, NODE_RUNTIME, VoidLogger, type DuckDBConnection } from "@duckdb/duckdb-wasm/blocking";

import type { SqlValue } from "../../../src/table/column";
import type { Company } from "./company";
import type { Contender } from "./contender";
import type { ResultRow } from "./questions";
import { type ColumnKind, flatTables, flatten, type FlatTable } from "./tables";

const folder = dirname(createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm"));
const bundle = (name: string) => ({ mainModule: join(folder, `duckdb-${name}.wasm`), mainWorker: "" });
const sqlTypes: Readonly<Record<ColumnKind, string>> = { text: "VARCHAR", integer: "INTEGER", boolean: "BOOLEAN" };

/** DuckDB-wasm on its synchronous bindings, fed with CSV, which it takes in faster than JSON and Arrow. */
export function duckdbContender(company: Company): Contender {
  return {
    async start() {
      const database = await createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME);
      await database.instantiate();
      database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
      const connection = database.connect();
      // Without it DuckDB looks for extensions on the network.
      connection.query("SET autoload_known_extensions = false");
      for (const table of flatTables) {
        const types = table.columns.map(([name, kind]) => `${name} ${sqlTypes[kind]}`);
        connection.query(`CREATE TABLE ${table.name} (${types.join(", ")})`);
        database.registerFileText(`${table.name}.csv`, csvOf(table, company));
        connection.query(`COPY ${table.name} FROM '${table.name}.csv' (HEADER false, DELIMITER ',', QUOTE '"', NULLSTR '')`);
      }
      return {
        ask: (sql) => Promise.resolve(rowsOf(connection, sql)),
        close() {
          connection.close();
          database.reset();
        },
      };
    },
  };
}

function csvOf(table: FlatTable, company: Company): string {
  const cell = (value: SqlValue | boolean): string => {
    if (value === null) return "";
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return flatten(table, company[table.name])
    .map((row) => row.map(cell).join(","))
    .join("\n");
}

/** The result is by column; whoever wants rows has to turn it. */
function rowsOf(connection: DuckDBConnection, sql: string): readonly ResultRow[] {
  const result = connection.query(sql);
  const columns = Array.from({ length: result.numCols }, (_, index) => result.getChildAt(index));
  return Array.from({ length: result.numRows }, (_, row) => columns.map((column): SqlValue => (column?.get(row) ?? null) as SqlValue));
}
