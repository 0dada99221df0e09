import alasql from "alasql";

import type { SqlValue } from "../../../src/table/column";
import type { Company } from "./company";
import type { Contender } from "./contender";
import { flatTables } from "./tables";

/** The part that is used of what the package declares as unknown. */
type Database = {
  exec(sql: string): readonly Readonly<Record<string, SqlValue>>[];
  readonly tables: Readonly<Record<string, unknown>>;
};

/** AlaSQL over arrays of flat objects, which it takes as they are. */
export function alasqlContender(company: Company): Contender {
  return {
    start() {
      const database: Database = new alasql.Database();
      for (const { name, columns } of flatTables) {
        database.exec(`CREATE TABLE ${name}`);
        const flat = company[name].map((object) => Object.fromEntries(columns.map(([column, , read]) => [column, read(object)])));
        Object.assign(database.tables[name] as object, { data: flat });
      }
      return Promise.resolve({
        ask: (sql) => Promise.resolve(database.exec(sql).map((row) => Object.values(row))),
        close: () => undefined,
      });
    },
  };
}
