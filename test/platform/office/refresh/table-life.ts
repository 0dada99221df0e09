import fc from "fast-check";
import type { CellContent } from "../../../excel-sim/sheet-model";
import type { StartedOffice } from "../../../excel-sim/jest-office";
import { afterRequest } from "../after-request";
import { inTable, insert } from "./charges-table";

/** The life of a table between its refreshes: what a person does with it, as data, and how it looks then. */

export type RefreshStep = {
  readonly kind: "refresh";
  readonly rows: readonly (readonly [id: string, amount: number, status: string])[];
  readonly ordered: boolean;
  readonly gone: "mark" | "delete";
  /** The request of Excel after which the person leaves; `null`: they stay. */
  readonly leaveAfter: number | null;
};

export type PersonStep =
  | { readonly kind: "sort"; readonly key: number; readonly ascending: boolean }
  | { readonly kind: "filter"; readonly status: string | null }
  | { readonly kind: "totals"; readonly shown: boolean }
  | { readonly kind: "note"; readonly row: number; readonly text: string }
  | { readonly kind: "move" };

const status = fc.constantFrom("paid", "open", "void");
const id = fc.nat({ max: 7 }).map((number) => `ch_${number}`);

const refreshStep: fc.Arbitrary<RefreshStep> = fc.record({
  kind: fc.constant("refresh"),
  rows: fc.uniqueArray(fc.tuple(id, fc.nat({ max: 99 }), status), { selector: ([own]) => own, minLength: 1, maxLength: 8 }),
  ordered: fc.boolean(),
  gone: fc.constantFrom("mark", "delete"),
  leaveAfter: fc.option(fc.integer({ min: 1, max: 14 })),
});

const personStep: fc.Arbitrary<PersonStep> = fc.oneof(
  fc.record({ kind: fc.constant("sort" as const), key: fc.nat({ max: 3 }), ascending: fc.boolean() }),
  fc.record({ kind: fc.constant("filter" as const), status: fc.option(status) }),
  fc.record({ kind: fc.constant("totals" as const), shown: fc.boolean() }),
  fc.record({ kind: fc.constant("note" as const), row: fc.nat({ max: 2 }), text: fc.stringMatching(/^[a-z]{1,4}$/) }),
  fc.constant({ kind: "move" as const }),
);

export const lives: fc.Arbitrary<readonly (RefreshStep | PersonStep)[]> = fc.array(fc.oneof(refreshStep, personStep), { minLength: 3, maxLength: 10 });

/** Inserts a table of charges and puts a note and a calculated column into it, and cells beside and below it. */
export async function startLife() {
  const written = await insert([["ch_0", 1, "paid"], ["ch_1", 2, "open"], ["ch_2", 3, "void"]]);
  await inTable((table) => {
    table.columns.add(1, [["note"], ["x"], ["y"], ["z"]]);
    table.columns.add(4, [["double"], ["=C2*2"], ["=C3*2"], ["=C4*2"]]);
    table.worksheet.getRange("J1:K2").formulas = [["beside", "=SUM(Charges[amount])"], ["stays", 5]];
    table.worksheet.getRange("A40").values = [["below"]];
  });
  return written;
}

/** Does what a person does in Excel. */
export function doByHand(step: PersonStep): Promise<void> {
  return inTable((table) => {
    switch (step.kind) {
      case "sort":
        return table.sort.apply([{ key: step.key, ascending: step.ascending }]);
      case "filter":
        return step.status === null ? table.clearFilters() : table.columns.getItem("status").filter.applyValuesFilter([step.status]);
      case "totals":
        return void (table.showTotals = step.shown);
      case "note":
        return void (table.getDataBodyRange().getCell(step.row, 1).values = [[step.text]]);
      case "move":
        return void table.worksheet.getRange("A1:L1").insert("Down");
    }
  });
}

/** A signal that ends when Excel has answered so many requests more. */
export function leaving(office: StartedOffice, after: number | null): AbortSignal {
  const controller = new AbortController();
  if (after !== null) afterRequest(office, after, () => controller.abort());
  return controller.signal;
}

export type SeenRow = { readonly amount: unknown; readonly status: unknown; readonly note: unknown; readonly gone: boolean };

/** The table as a person sees it. */
export type Seen = {
  /** By id, from top to bottom. */
  readonly rows: ReadonlyMap<string, SeenRow>;
  /** Rows that hold an id; more than there are ids when one stands twice. */
  readonly filled: number;
  /** The formulas of the calculated column, each as it must be for its row. */
  readonly calculated: readonly (readonly [is: unknown, mustBe: string])[];
  readonly totals: readonly CellContent[];
  readonly beside: readonly (readonly CellContent[])[];
  readonly below: number;
  /** Every cell of the sheet, to compare. */
  readonly cells: readonly (readonly CellContent[])[];
};

export function lookAtLife({ model }: StartedOffice): Seen {
  const [table] = model.tables();
  if (!table) throw new Error("There is no table.");
  const { area } = table;
  const [headers = [], ...body] = model.readFormulas(area);
  const at = (row: readonly CellContent[], header: string): CellContent => row[headers.indexOf(header)] ?? "";
  const seen = (row: readonly CellContent[]): SeenRow => ({
    amount: at(row, "amount"),
    status: at(row, "status"),
    note: at(row, "note"),
    gone: at(row, "Not in query since") !== "",
  });
  const filled = body.filter(([own]) => own !== "");
  const cells = model.readFormulas({ ...area, row: 0, column: 0, rows: 80, columns: 12 });
  return {
    rows: new Map(filled.map((row) => [String(row[0]), seen(row)])),
    filled: filled.length,
    calculated: body.map((row, index) => [at(row, "double"), `=C${area.row + index + 2}*2`]),
    totals: (cells[area.row + area.rows] ?? []).slice(0, 5),
    beside: cells.filter((row) => row[9] !== "").map((row) => row.slice(9, 11)),
    below: cells.filter(([cell]) => cell === "below").length,
    cells,
  };
}
