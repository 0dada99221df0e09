import { describe, expect, test } from "@jest/globals";

import { createPendingEvidence } from "../../../src/app/evidence/pending-evidence";
import { createQueue } from "../../../src/app/one-at-a-time";
import { createMemoryWorkbook } from "../memory-workbook";

const facts = { account: "acct_1", apiVersion: "2026-10-28.endive", zone: "UTC", timeText: () => "2026-01-01 00:00:00" };
const definition = { id: "q1", name: "Charges", sql: "SELECT 1", connection: "acme", maxRows: null, tableId: "t1", schedule: { onOpen: false, repeat: null }, lastRun: null };
const answer = { columns: [], rows: [], complete: true, reasons: [], requests: 1, asOf: 0, elapsedMs: 1, loads: [], connection: "acme", mode: "test", reads: null } as const;

describe("evidence that waits to be written", () => {
  test.each([
    ["is of the run", false, ["Stripe audit"]],
    ["is not brought back of a query that was taken off the sheet while its account was still being read", true, []],
  ])("%s", async (_, isEnded, tables) => {
    const inserted: string[] = [];
    const workbook = createMemoryWorkbook();
    let readAccount: () => void = () => undefined;
    const accountRead = new Promise<void>((resolve) => void (readAccount = resolve));
    const pending = createPendingEvidence({
      workbook: { ...workbook, insertTable: (insert, signal) => (inserted.push(insert.name), workbook.insertTable(insert, signal)) },
      now: () => 0,
      findTable: () => undefined,
      factsOf: () => accountRead.then(() => facts),
      writeInTurn: createQueue(),
    });
    const added = pending.addRun({ definition, tell: () => undefined, signal: new AbortController().signal }, answer);
    if (isEnded) pending.addEnd(definition.id, () => undefined);
    readAccount();
    await added;
    await pending.write();
    expect(inserted).toEqual(tables);
  });
});
