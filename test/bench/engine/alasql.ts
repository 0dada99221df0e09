import alasql from "alasql";

import type { SqlValue } from "../../../src/table/column";
import type { Company } from "./company";
import type { Contender } from "./contender";
import { flatTables } from "./tables";

/** AlaSQL over arrays of flat objects, which it takes as they are. */
export function alasqlContender(company: Company): Contender {
  return {
    start() {
      const database = new alasql.Database();
      for (const { name, columns } of flatTables) {
        database.exec(`CREATE TABLE ${name}`);
        const flat = company[name].map((object) => Object.fromEntries(columns.map(([column, , read]) => [column, read(object)])));
        database.tables[name].data = flat;
      }
      return Promise.resolve({
        ask: (sql) => Promise.resolve((database.exec(sql) as Record<string, SqlValue>[]).map((row) => Object.values(row))),
        close: () => undefined,
      });
    },
  };
}
