import { describe, expect, test } from "@jest/globals";
import { customerId } from "./company";
import { makeBench } from "./harness";

const notes = (log: Awaited<ReturnType<typeof makeBench>>["log"]) =>
  log.scans.filter(({ table }) => table.name === "invoice_notes").map(({ conditions }) => conditions.equals["invoice"]);

/** 333 invoices; the notes of an invoice are a list of their own. */
describe("a table that is listed once for each row of another", () => {
  test("is listed for all of them when nothing names one", async () => {
    const { rows, log } = await makeBench();
    expect(await rows("SELECT count(*) FROM invoice_notes")).toEqual([[333]]);
    expect(notes(log)).toEqual([undefined]);
    expect(log.requests).toBe(4 + 333);
  });

  test("is listed for the one that the statement names, or for each of a list", async () => {
    const { rows, log } = await makeBench();
    await rows("SELECT text FROM invoice_notes WHERE invoice = 'in_5'");
    await rows("SELECT text FROM invoice_notes WHERE invoice IN ('in_5', 'in_7')");
    expect(notes(log)).toEqual(["in_5", "in_5", "in_7"]);
    expect(log.requests).toBe(3);
  });

  test.each([
    ["that stands first", "invoices i JOIN invoice_notes n ON n.invoice = i.id"],
    ["that stands second", "invoice_notes n JOIN invoices i ON n.invoice = i.id"],
  ])("is listed for the rows of a join %s, many of them at once", async (_place, from) => {
    const { rows, log } = await makeBench();
    await rows(`SELECT n.text FROM ${from} WHERE i.created >= '2026-06-01'`);
    expect(notes(log).length).toBeGreaterThan(20);
    expect(new Set(notes(log)).size).toBe(notes(log).length);
    expect(notes(log)).not.toContain(undefined);
    expect(log.requests).toBe(1 + notes(log).length);
    expect(log.mostAtOnce).toBe(20);
  });

  test("is listed for the rows of a condition with a query", async () => {
    const { rows, log } = await makeBench();
    await rows(`SELECT text FROM invoice_notes WHERE invoice IN (SELECT id FROM invoices WHERE customer = '${customerId(4)}')`);
    expect(notes(log)).not.toContain(undefined);
    expect(log.requests).toBe(1 + notes(log).length);
  });
});
