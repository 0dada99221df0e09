import { afterEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { TableTarget } from "../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

let office: StartedOffice;
afterEach(() => office.close());

const going = () => new AbortController().signal;
const content = { headers: ["id", "amount"], rows: [["ch_1", 1], [`long ${"x".repeat(20_000)}`, 2]], formats: [null, "0.00"] };
const newSheet: TableTarget = { kind: "newSheet", sheetName: "Charges" };
const insert = (signal = going(), target: TableTarget = newSheet) => officeWorkbook.insertTable({ target, name: "Charges", content }, signal);
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));
/** Everything that a failed step could leave behind. */
const state = () => ({
  sheets: office.model.sheets(),
  tables: office.model.tables(),
  used: office.model.sheets().map(({ id }) => office.model.usedArea(id)),
  formats: office.model.sheets().map(({ id }) => office.model.readNumberFormats({ sheetId: id, row: 0, column: 0, rows: 4, columns: 4 })),
});

type Faults = StartedOffice["host"]["faults"];

/** Each failure switch of the simulated Excel, how it is used, and the sentence that a person reads. */
const switches: { readonly [Name in keyof Faults]: { readonly use: (faults: Faults) => void; readonly code: string; readonly sentence: string } } = {
  payloadLimit: { use: (faults) => void (faults.payloadLimit = 10_000), code: "TOO_LARGE", sentence: "This is more than Excel takes at once." },
  latencyMs: { use: (faults) => void (faults.latencyMs = 20), code: "CANCELLED", sentence: "Cancelled." },
  cellEdit: { use: ({ cellEdit }) => cellEdit.begin(), code: "WORKBOOK_BUSY", sentence: "A cell is being edited." },
  failRequest: { use: (faults) => faults.failRequest({ skip: 3, code: "AccessDenied" }), code: "WORKBOOK_REFUSED", sentence: "Excel does not allow changes here." },
};

/** What Excel answers when it was only too busy. */
const askedAgain = ["ActivityLimitReached", "RequestAborted"];

describe("a failure switch of Excel", () => {
  test.each(Object.entries(switches))("%s ends in its sentence, and nothing is left behind", async (name, { use, code, sentence }) => {
    office = await startOffice();
    const before = state();
    for (const target of [newSheet, { kind: "activeCell" } as const]) {
      const leaving = new AbortController();
      use(office.host.faults);
      const attempt = failure(insert(leaving.signal, target));
      if (name === "latencyMs") setTimeout(() => leaving.abort(), 30);
      const error = await attempt;
      expect(error).toMatchObject({ code });
      expect(error?.message).toContain(sentence);
      expect(state()).toEqual(before);
    }
  });

  test("each of them is used here", async () => {
    office = await startOffice();
    expect(Object.keys(office.host.faults).sort()).toEqual(Object.keys(switches).sort());
  });

  test("each code of Excel's errors becomes one sentence with a next step", async () => {
    office = await startOffice();
    const codes = Object.values<string>(Excel.ErrorCodes).filter((code) => !askedAgain.includes(code));
    expect(codes.length).toBeGreaterThan(20);
    for (const code of codes) {
      office.host.faults.failRequest({ skip: 2, code });
      const error = await failure(insert());
      expect({ code, error: error?.code }).toEqual({ code, error: expect.stringMatching(/^(WORKBOOK_BUSY|WORKBOOK_REFUSED|TOO_LARGE)$/) as unknown });
      expect(error?.advice).toMatch(/^[A-Z].*\. [A-Z].*/s);
    }
  });

  test.each(askedAgain)("%s while rows are written is overcome by asking again", async (code) => {
    office = await startOffice();
    office.host.faults.failRequest({ skip: 3, code });
    expect(await insert()).toMatchObject({ location: { address: "Charges!A1:B3" } });
    expect(office.host.requests.filter(({ error }) => error === code)).toHaveLength(1);
  });

  test("an Excel that is too old is told to be updated before anything is written", async () => {
    office = await startOffice({ requirementSets: { ExcelApi: 1.12 } });
    const error = await failure(insert());
    expect(error).toMatchObject({ code: "WORKBOOK_REFUSED", message: "This version of Excel cannot insert and refresh tables." });
    expect(office.host.requests.filter(({ toService }) => !toService)).toEqual([]);
  });
});
