import { afterEach, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../../src/base/app-error";
import type { CellValue } from "../../../../src/platform/ports";
import { startOffice, type StartedOffice } from "../../../excel-sim/jest-office";
import { afterRequest } from "../after-request";
import { insert, inTable, lookAt, refresh, wish } from "./charges-table";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const { area } = lookAt(() => office);
const height = 1_200;
const many = (mark: string, rows: number): CellValue[][] => Array.from({ length: rows }, (_, index) => [`ch_${index}`, index, `${mark} ${"x".repeat(1_200)}`]);

/** A large table with a person's column and a calculated one between ours, a person's cells beside it and formats below it. */
async function startTable() {
  const written = await insert(many("old", height));
  const column = (header: string, cell: (row: number) => string) => [[header], ...Array.from({ length: height }, (_, row) => [cell(row + 2)])];
  await inTable((table) => {
    table.columns.add(1, column("mine", (row) => `note ${row}`));
    table.columns.add(3, column("double", (row) => `=C${row}*2`));
  });
  office.model.writeCells({ ...area(2, 1), column: 8 }, [["beside"], ["=C2"]]);
  office.model.writeNumberFormats({ ...area(2, 6), row: height + 1 }, [["0%", "0%", "0%", "0%", "0%", "@"], ["", "", "0.0", "", "", ""]]);
  return written;
}

const state = () => {
  const seen = area(height + 310, 10);
  return { contents: office.model.readFormulas(seen), formats: office.model.readNumberFormats(seen), tables: office.model.tables() };
};

const isShape = ({ actions }: StartedOffice["host"]["requests"][number]) => actions.some((action) => action.includes(".resize("));

test("a big refresh beside a person's own and calculated columns leaves all as it was when it is cancelled at any of its requests", async () => {
  const written = await startTable();
  const before = state();
  const next = wish(written, many("new", height + 300).toReversed());
  const broken = new AppError("WORKBOOK_REFUSED", "The definition cannot be kept.");
  office.host.requests.length = 0;
  const attempt = (more: Partial<typeof next> = {}, signal?: AbortSignal) => refresh(written, { ...next, ...more }, signal).then(() => null, (thrown: unknown) => AppError.from(thrown));
  expect(await attempt({ confirm: () => Promise.reject(broken) })).toBe(broken);
  expect(state()).toEqual(before);
  const resized = office.host.requests.findIndex(isShape);
  expect(resized).toBeGreaterThan(10);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: resized + 1 }), async (count) => {
      const leaving = new AbortController();
      afterRequest(office, count, () => leaving.abort());
      expect((await attempt({}, leaving.signal))?.code).toBe("CANCELLED");
      expect(state()).toEqual(before);
    }),
    { numRuns: 10 },
  );
}, 120_000);
