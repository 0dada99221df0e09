import type { SqlValue } from "../../src/table/column";
import { tableDeclaration } from "../../src/query/declared-types";
import type { MemoryTable } from "../fakes/memory-source";
import { loadSqlite } from "./harness";

/** The same tables as ordinary SQLite tables: the second opinion for every answer of the engine. */
export async function makeReference(tables: readonly MemoryTable[]): Promise<(sql: string) => SqlValue[][]> {
  const sqlite = await loadSqlite();
  const database = new sqlite.oo1.DB(":memory:");
  for (const { table, rows } of tables) {
    database.exec(
      tableDeclaration(table).replace("CREATE TABLE declared", `CREATE TABLE ${table.name}`).replaceAll(" HIDDEN", ""),
    );
    const insert = database.prepare(`INSERT INTO ${table.name} VALUES (${table.columns.map(() => "?").join(", ")})`);
    for (const row of rows) insert.bind([...row]).stepReset();
    insert.finalize();
    if (table.key) database.exec(`CREATE INDEX ${table.name}_key ON ${table.name}(${table.key})`);
  }
  return (sql) => database.selectArrays(sql) as SqlValue[][];
}
