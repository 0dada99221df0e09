import { describe, expect, test } from "@jest/globals";
import type { InsertRequest } from "../../src/app/app-api";
import { hasAddedKey, withKey } from "../../src/app/keep-key";
import { declaredTables } from "../../src/connections/open-connection";
import { going, startApp, whileTimePasses } from "./harness";

const findTable = declaredTables().find;
const builder = (columns: readonly string[], table = "charges") => ({ table, columns, required: {} });

describe("the key that comes with a query's picks", () => {
  test("is the last column of the SELECT, and its conditions stay", () => {
    const keyed = withKey({ sql: "SELECT currency, status FROM charges WHERE customer = 'cus_1'", builder: builder(["currency", "status"]) }, findTable);
    expect(keyed).toBe("SELECT currency, status, id FROM charges WHERE customer = 'cus_1'");
    expect(hasAddedKey({ sql: keyed ?? "", builder: builder(["currency", "status"]) }, findTable)).toBe(true);
  });

  test.each([
    ["was picked", { sql: "SELECT id FROM charges", builder: builder(["id"]) }],
    ["belongs to a SELECT that was written by hand", { sql: "SELECT currency FROM charges" }],
    ["belongs to a table that is not known", { sql: "SELECT x FROM nothing", builder: builder(["x"], "nothing") }],
    ["belongs to another SELECT than was picked", { sql: "SELECT sum(amount) FROM charges", builder: builder(["currency"]) }],
  ])("is not added where it %s", (_, select) => {
    expect(withKey(select, findTable)).toBeNull();
    expect(hasAddedKey(select, findTable)).toBe(false);
  });
});

describe("inserting a query without the column that tells rows apart", () => {
  const request = { run: { sql: "SELECT currency, status FROM charges", maxRows: 3 }, name: "Charges", target: { kind: "newSheet", sheetName: "Charges" } } as const;

  async function insert(more: Partial<InsertRequest> = {}) {
    const started = startApp();
    await started.connect();
    const { definition, location } = await started.app.queries.insert({ ...request, builder: builder(["currency", "status"]), ...more }, { signal: going() });
    return { ...started, definition, headers: started.workbook.tables.get(location.id)?.headers, hidden: started.workbook.hidden.get(location.id) };
  }

  test("adds it at the end, hidden on a new sheet; the picks stay as they were", async () => {
    const { definition, headers, hidden } = await insert();
    expect([headers, hidden]).toEqual([["currency", "status", "id"], [2]]);
    expect(definition).toMatchObject({ sql: "SELECT currency, status, id FROM charges", builder: { columns: ["currency", "status"] } });
  });

  test("shows it beside other cells, where hiding would hide those too", async () => {
    const { headers, hidden } = await insert({ target: { kind: "activeCell" } });
    expect([headers, hidden]).toEqual([["currency", "status", "id"], undefined]);
  });

  test("leaves it out when the person does not want it", async () => {
    const { headers, hidden, definition } = await insert({ keepId: false });
    expect([headers, hidden, definition.sql]).toEqual([["currency", "status"], undefined, "SELECT currency, status FROM charges"]);
  });

  test("brings it again when the picks are changed", async () => {
    const { app, clock, definition } = await insert();
    const change = { sql: "SELECT currency FROM charges", builder: builder(["currency"]) };
    await whileTimePasses(clock, app.queries.edit(definition.id, change, { signal: going() }));
    expect(app.queries.list.get()[0]?.definition.sql).toBe("SELECT currency, id FROM charges");
  });
});
