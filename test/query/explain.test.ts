import { describe, expect, test } from "@jest/globals";
import { chargeId, customerId } from "./company";
import { makeBench } from "./harness";

const nothing = { equals: {}, ranges: {} };

describe("the plan of a statement", () => {
  test("tells the accesses without asking the source", async () => {
    const { engine, log } = await makeBench();
    expect(
      engine.explain({
        sql: "SELECT * FROM charges WHERE customer = 'c' AND created > '2024' AND status = 'x' ORDER BY created DESC LIMIT 5",
      }).accesses,
    ).toEqual([
      { table: "charges", pushed: ["customer", "created"], local: ["status"], dependent: false, stopsEarly: true },
    ]);
    expect(engine.explain({ sql: "SELECT k.name FROM charges c JOIN customers k ON k.id = c.customer" }).accesses).toEqual([
      { table: "charges", pushed: [], local: [], dependent: false, stopsEarly: false },
      { table: "customers", pushed: ["id"], local: [], dependent: true, stopsEarly: false },
    ]);
    expect(log.requests).toBe(0);
  });

  test("names as local every column with a condition that the source does not take", async () => {
    const { engine } = await makeBench();
    const sql = "SELECT id FROM charges WHERE amount > 5 AND status <> 'x' AND customer IS NOT NULL AND created >= '2024'";
    expect(engine.explain({ sql }).accesses).toMatchObject([{ pushed: ["created"], local: ["amount", "customer", "status"] }]);
  });

  test("tells what would be read first, with the values of parameters", async () => {
    const { engine, log } = await makeBench();
    const { reads } = engine.explain({
      sql: "SELECT sum(amount) FROM charges WHERE customer = @who AND created >= @since",
      parameters: { who: customerId(3), since: "2024-01-01" },
    });
    expect(reads).toMatchObject([
      {
        kind: "scan",
        rowsWanted: null,
        request: {
          table: { name: "charges" },
          columns: ["id", "amount", "customer", "created"],
          conditions: { equals: { customer: customerId(3) }, ranges: { created: { gte: "2024-01-01" } } },
          extent: "all",
        },
      },
    ]);
    expect(log.requests + log.scans.length).toBe(0);
  });

  test("tells what would be read also where a key is compared with a number", async () => {
    const { engine } = await makeBench();
    const list = { kind: "scan", request: { table: { name: "charges" }, conditions: nothing } };
    expect(engine.explain({ sql: "SELECT amount FROM charges WHERE id = ?", parameters: [1] }).reads).toMatchObject([list]);
    expect(engine.explain({ sql: "SELECT c.amount FROM charges c, invoices i WHERE c.id = 1 + 1 AND i.id = 'in_1'" }).reads).toMatchObject([list]);
  });

  test("tells how many rows suffice where a LIMIT ends the reading", async () => {
    const { engine } = await makeBench();
    const some = { kind: "scan", request: { extent: "some", conditions: nothing } };
    expect(engine.explain({ sql: "SELECT id FROM charges ORDER BY created DESC LIMIT 20 OFFSET 5" }).reads).toMatchObject([
      { ...some, rowsWanted: 25 },
    ]);
    expect(engine.explain({ sql: "SELECT id FROM charges", maxRows: 1000 }).reads).toMatchObject([
      { ...some, rowsWanted: 1001 },
    ]);
  });

  test("tells keys as look-ups, and leaves out what follows from other rows", async () => {
    const { engine } = await makeBench();
    const sql = `SELECT k.name FROM charges c JOIN customers k ON k.id = c.customer WHERE c.id IN ('${chargeId(1)}', '${chargeId(2)}')`;
    expect(engine.explain({ sql }).reads).toEqual([{ kind: "lookup", table: "charges", keys: 2 }]);
  });

  test("reads nothing for a statement without tables", async () => {
    const { engine } = await makeBench();
    expect(engine.explain({ sql: "SELECT 1" })).toEqual({ accesses: [], reads: [] });
  });

  test.each([
    ["SELECT nope FROM charges", "SQL_UNKNOWN_COLUMN"],
    ["SELECT id FROM chargs", "SQL_UNKNOWN_TABLE"],
    ["DELETE FROM charges", "SQL_READ_ONLY"],
    ["SELECT id FROM charges WHERE id = ?", "SQL_PARAMETER"],
  ])("refuses %s as a run would", async (sql, code) => {
    const { engine, run } = await makeBench();
    expect(() => engine.explain({ sql })).toThrow(expect.objectContaining({ code }));
    await expect(run(sql)).rejects.toMatchObject({ code });
  });

  test("agrees with what the run then asks", async () => {
    const { engine, run, log } = await makeBench();
    const sql = "SELECT i.id, c.amount FROM invoices i LEFT JOIN charges c ON c.id = i.charge WHERE i.status = 'open'";
    const { reads } = engine.explain({ sql });
    await run(sql);
    expect(reads.map((read) => (read.kind === "scan" ? read.request : null))).toEqual(log.scans.slice(0, 1));
  });
});
