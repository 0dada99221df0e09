import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { TableTarget } from "../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const content = { headers: ["id", "amount"], rows: [["ch_1", 1], ["ch_2", 2]], formats: [null, "0.00"] };
const insert = (target: TableTarget) => officeWorkbook.insertTable({ target, name: "Charges", content }, new AbortController().signal);
const targets: readonly TableTarget[] = [{ kind: "newSheet", sheetName: "Charges" }, { kind: "activeCell" }];
const requests = () => office.host.requests.filter(({ toService }) => !toService);

describe.each(targets)("an insert ($kind) for which Excel is too busy once", (target) => {
  test.each([0, 1, 2, 3, 4, 5, 6])("at request %i, before or after it did something, makes one table", async (skip) => {
    for (const afterActions of [0, 2, 100]) {
      const [tables, sheets] = [office.model.tables().length, office.model.sheets().length];
      office.model.select({ sheetId: office.model.sheets()[0]?.id ?? "", row: 0, column: afterActions * 3, rows: 1, columns: 1 });
      office.host.requests.length = 0;
      office.host.faults.failRequest({ skip, code: "ActivityLimitReached", afterActions });
      const { location } = await insert(target);
      expect(requests().filter(({ error }) => error === "ActivityLimitReached")).toHaveLength(1);
      expect(location.name).toBe(tables === 0 ? "Charges" : `Charges_${tables + 1}`);
      expect(office.model.tables()).toHaveLength(tables + 1);
      expect(office.model.sheets()).toHaveLength(sheets + (target.kind === "newSheet" ? 1 : 0));
    }
  }, 20_000);
});
