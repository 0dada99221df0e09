import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import type { Workbook } from "../../src/platform/ports";
import { officeWorkbook } from "../../src/platform/office/workbook";
import { startOffice, type StartedOffice } from "../excel-sim/jest-office";
import { valuesAt } from "../excel-sim/keyboard";
import { going } from "./harness";
import { computer, createScheduleWorld, minute } from "./schedule-world";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const until = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
};

/** A colleague adds a column to the table. */
const addColumn = () =>
  Excel.run(async (context) => {
    context.workbook.tables.getItem("Charges").columns.add(-1, [["Checked by"], ["Ben"], [""]]);
    await context.sync();
  });

/** A workbook whose table of two charges refreshes every ten minutes, in a page of Anna's. */
async function startShared() {
  const found = { rows: [["ch_1", 10], ["ch_2", 20]] as (readonly [string, number])[] };
  const world = createScheduleWorld({ start: 10 * minute, rows: () => found.rows });
  const anna = computer("anna");
  const refusing: { part: AppError | null } = { part: null };
  const writePart: Workbook["writePart"] = (part, signal) => (refusing.part ? Promise.reject(refusing.part) : officeWorkbook.writePart(part, signal));
  const page = world.open(anna, { ...officeWorkbook, writePart });
  const schedule = { onOpen: false, repeat: { kind: "every", minutes: 10 } } as const;
  const insert = page.queries.insert({ run: { sql: "q" }, name: "Charges", target: { kind: "activeCell" } }, { signal: going() });
  const { id } = (await insert).definition;
  await page.queries.setSchedule(id, schedule, going());
  return { ...world, found, refusing, anna, page, id };
}

describe("a workbook that two pages of one person and a colleague have open", () => {
  test("is refreshed once, keeps the column that the colleague added, and shows everybody the run", async () => {
    const { found, anna, page, id, open, clock, runs } = await startShared();
    const others = [open(anna, officeWorkbook), open(computer("ben"), officeWorkbook)];
    await until(() => others.every(({ state }) => state(id) !== undefined));
    await addColumn();
    found.rows = [["ch_2", 25], ["ch_1", 10], ["ch_3", 30]];
    await clock.advance(10 * minute);
    await until(() => page.state(id)?.definition.lastRun?.cause === "schedule");
    await clock.advance(minute);
    await until(() => others.every(({ state }) => state(id)?.definition.lastRun?.cause === "schedule"));
    expect(runs.map(({ on, at }) => [on, at / minute])).toEqual([["anna", 10], ["anna", 20]]);
    expect(valuesAt(office.model, "Sheet1!A1:C4")).toEqual([
      ["id", "amount", "Checked by"],
      ["ch_1", 10, "Ben"],
      ["ch_2", 25, ""],
      ["ch_3", 30, ""],
    ]);
    expect(others.map(({ state }) => [state(id)?.schedule, state(id)?.definition.lastRun])).toEqual([
      ["here", page.state(id)?.definition.lastRun],
      ["elsewhere", page.state(id)?.definition.lastRun],
    ]);
    expect(page.state(id)?.definition.lastRun).toMatchObject({ added: 1, changed: 1, gone: 0 });
  });

  test("keeps what both changed in the list of queries, each in their own page", async () => {
    const { page, id, open } = await startShared();
    const ben = open(computer("ben"), officeWorkbook);
    await until(() => ben.state(id) !== undefined);
    await page.queries.rename(id, "Takings", going());
    await ben.queries.setGone(id, "delete", going());
    await page.queries.load(going());
    expect(page.state(id)?.definition).toMatchObject({ name: "Takings", deletesGone: true });
  });

  test("keeps what one changed between the other's reading and writing of the list", async () => {
    const { page, id, open } = await startShared();
    const between: (() => Promise<void>)[] = [];
    const ben = open(computer("ben"), {
      ...officeWorkbook,
      async readParts(namespace, signal) {
        const parts = await officeWorkbook.readParts(namespace, signal);
        await between.pop()?.();
        return parts;
      },
    });
    await until(() => ben.state(id) !== undefined);
    between.push(() => page.queries.rename(id, "Takings", going()), () => page.queries.setEvidence(id, true, going()));
    await ben.queries.setGone(id, "delete", going());
    expect(ben.state(id)?.definition).toMatchObject({ name: "Takings", evidence: true, deletesGone: true });
    await page.queries.load(going());
    expect(page.state(id)?.definition).toEqual(ben.state(id)?.definition);
  });

  test("writes in the end also where the list never rests", async () => {
    const { page, id, open } = await startShared();
    let renames = 0;
    const isRestless = { now: false };
    const ben = open(computer("ben"), {
      ...officeWorkbook,
      async readParts(namespace, signal) {
        const parts = await officeWorkbook.readParts(namespace, signal);
        if (isRestless.now) await page.queries.rename(id, `Takings ${++renames}`, going());
        return parts;
      },
    });
    await until(() => ben.state(id) !== undefined);
    isRestless.now = true;
    await ben.queries.setGone(id, "delete", going());
    isRestless.now = false;
    await page.queries.load(going());
    expect([page.state(id)?.definition.deletesGone, renames]).toEqual([true, 5]);
  });
});

describe("the custom XML parts of a workbook", () => {
  const namespace = "urn:test";
  const part = (text: string) => `<part xmlns="${namespace}">${text}</part>`;
  const texts = async () => (await officeWorkbook.readParts(namespace, going())).map(({ xml }) => xml);

  test("are all read, and the ones that are replaced become one; others stay", async () => {
    for (const text of ["a", "b", "c"]) await officeWorkbook.writePart({ namespace, xml: part(text), replaces: [] }, going());
    expect((await texts()).sort()).toEqual(["a", "b", "c"].map(part));
    const parts = await officeWorkbook.readParts(namespace, going());
    const replaces = parts.filter(({ xml }) => xml !== part("b")).map(({ id }) => id);
    await officeWorkbook.writePart({ namespace, xml: part("ac"), replaces }, going());
    expect((await texts()).sort()).toEqual(["ac", "b"].map(part));
  });

  test("that somebody removed meanwhile are added again", async () => {
    await officeWorkbook.writePart({ namespace, xml: part("a"), replaces: ["{gone}"] }, going());
    expect(await texts()).toEqual([part("a")]);
  });
});

describe("changing a query in Excel", () => {
  test("gives the table its columns back when the definition cannot be kept", async () => {
    const { page, id, found, refusing } = await startShared();
    await addColumn();
    const before = valuesAt(office.model, "Sheet1!A1:D4");
    const definition = page.state(id)?.definition;
    found.rows = [["ch_1", 11], ["ch_8", 80], ["ch_7", 70]];
    refusing.part = new AppError("WORKBOOK_REFUSED", "Excel does not allow changes here.");
    await expect(page.queries.edit(id, { sql: "other" }, { signal: going() })).rejects.toBe(refusing.part);
    expect(valuesAt(office.model, "Sheet1!A1:D4")).toEqual(before);
    refusing.part = null;
    await page.queries.load(going());
    expect(page.state(id)?.definition).toEqual(definition);
    await page.queries.edit(id, { sql: "other" }, { signal: going() });
    expect(valuesAt(office.model, "Sheet1!A2:B3")).toEqual([["ch_1", 11], ["ch_2", 20]]);
    expect(page.state(id)?.definition.sql).toBe("other");
  });
});
