import { expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { going, startApp } from "./harness";
import { createMemoryWorkbook } from "./memory-workbook";

test("a query whose table cannot be deleted stays in the workbook, and can go without it", async () => {
  const workbook = createMemoryWorkbook();
  const refused = new AppError("WORKBOOK_REFUSED", "The table was not deleted.");
  const { app, connect } = startApp({ workbook: { ...workbook, deleteTable: () => Promise.reject(refused) } });
  await connect();
  const insertion = { run: { sql: "SELECT id FROM customers LIMIT 2" }, name: "People", target: { kind: "newSheet", sheetName: "People" } } as const;
  const { definition } = await app.queries.insert(insertion, { signal: going() });
  await expect(app.queries.remove(definition.id, "delete", going())).rejects.toBe(refused);
  expect(app.queries.list.get().map((state) => state.definition.name)).toEqual(["People"]);
  await app.queries.remove(definition.id, "keep", going());
  expect([app.queries.list.get(), workbook.tables.size]).toEqual([[], 1]);
});
