import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../../src/base/app-error";
import type { WrittenTable } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { refresh, wish } from "./charges-table";
import { doByHand, leaving, lives, lookAtLife, type PersonStep, type RefreshStep, type Seen, startLife } from "./table-life";

const runs = process.env["DEEP"] === "1" ? 400 : 25;

/** Each row that came is beside its own note; one that did not come is as it was, marked, or deleted where that was asked for. */
function expectRows(step: RefreshStep, before: Seen, after: Seen): void {
  const came = new Map(step.rows.map(([id, amount, status]) => [id, { amount, status, note: before.rows.get(id)?.note ?? "", gone: false }]));
  for (const [id, row] of came) expect([id, after.rows.get(id)]).toEqual([id, row]);
  for (const [id, row] of before.rows) {
    if (came.has(id)) continue;
    const now = after.rows.get(id);
    if (step.gone === "mark") expect([id, now]).toEqual([id, { ...row, gone: true }]);
    else if (now) expect([id, now]).toEqual([id, row]);
  }
  expect([...after.rows.keys()].filter((id) => !came.has(id) && !before.rows.has(id))).toEqual([]);
}

/** Without an order of the query's, rows stay where they are. */
function expectPlaces(before: Seen, after: Seen): void {
  const both = (of: Seen, other: Seen) => [...of.rows.keys()].filter((id) => other.rows.has(id));
  expect(both(after, before)).toEqual(both(before, after));
}

function expectOwnCells(before: Seen, after: Seen): void {
  for (const [is, mustBe] of after.calculated) expect(is).toBe(mustBe);
  expect(after.filled).toBe(after.rows.size);
  const { totals, beside, below } = before;
  expect({ totals: after.totals, beside: after.beside, below: after.below }).toEqual({ totals, beside, below });
}

type Written = Pick<WrittenTable, "location" | "columns">;

/** Gives the table as it is then. */
async function refreshOnce(office: StartedOffice, written: Written, step: RefreshStep): Promise<Written> {
  const before = lookAtLife(office);
  const next = wish(written, step.rows, { order: step.ordered ? [{ column: 1, descending: false }] : [], gone: step.gone });
  const done = await refresh(written, next, leaving(office, step.leaveAfter)).catch((thrown: unknown) => AppError.from(thrown));
  const after = lookAtLife(office);
  expectOwnCells(before, after);
  if (done instanceof AppError) {
    expect([done.code, after.cells]).toEqual(["CANCELLED", before.cells]);
    return written;
  }
  expectRows(step, before, after);
  if (!step.ordered) expectPlaces(before, after);
  return done;
}

async function live(steps: readonly (RefreshStep | PersonStep)[]): Promise<void> {
  const office = await startOffice();
  try {
    let written: Written = await startLife();
    for (const step of steps) {
      if (step.kind === "refresh") written = await refreshOnce(office, written, step);
      else await doByHand(step);
    }
  } finally {
    office.close();
  }
}

test("whatever a person does with a table between refreshes that end or are cancelled, rows keep what is theirs", async () => {
  await fc.assert(fc.asyncProperty(lives, live), { numRuns: runs });
}, 300_000);
