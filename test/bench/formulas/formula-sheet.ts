import { associateFormulas } from "../../../functions/associate";
import { holdFormulas } from "../../../functions/formulas-holder";
import type { App } from "../../../src/app/app-api";
import { createFormulas, type Formulas } from "../../../src/app/formulas/formulas";
import type { Clock } from "../../../src/platform/ports";
import type { SqlValue } from "../../../src/table/column";
import type { FunctionMetadata } from "../../excel-sim/host/custom-functions";
import { startOffice } from "../../excel-sim/jest-office";
import { generateFunctionMetadata } from "../../tools/function-metadata.mjs";

/** A formula as it is written into a cell. */
export type SheetFormula = {
  /** Its text, given the address of the cell with its input. */
  readonly text: (input: string) => string;
  /** What that cell holds; `null`: it reads none. */
  readonly input: string | null;
  /** What it spills. */
  readonly expected: readonly (readonly SqlValue[])[];
};

/** A sheet in which the add-in's formulas run through office.js. */
export type FormulaSheet = {
  /** Writes all formulas at once and waits until each cell shows its values. Whether these are right. */
  show(formulas: readonly SheetFormula[], signal: AbortSignal): Promise<boolean>;
  close(): void;
};

/** Excel finds functions by global name, so that the page holds what they read by once; here it is that of the latest sheet. */
let current: Formulas | null = null;

function held(): Formulas {
  if (current === null) throw new Error("no sheet is open");
  return current;
}

holdFormulas({
  run: (...args) => held().run(...args),
  tables: () => held().tables(),
  latest: () => held().latest(),
  expire: () => held().expire(),
  shownIn: (...args) => held().shownIn(...args),
  now: () => held().now(),
});

const inputColumn = 20;

/** Opens an empty workbook whose formulas read by an app. */
export async function openFormulaSheet(app: App, clock: Clock): Promise<FormulaSheet> {
  const { functions } = JSON.parse(await generateFunctionMetadata()) as { functions: readonly FunctionMetadata[] };
  const office = await startOffice({ functions: { namespace: "STRIPE", functions } });
  current = createFormulas({ app, now: () => clock.now(), rights: [app.connections.list] });
  associateFormulas();
  const { model, host } = office;
  const sheetId = model.activeSheetId();
  return {
    async show(formulas, signal) {
      const height = Math.max(...formulas.map(({ expected }) => expected.length));
      const width = Math.max(...formulas.map(({ expected }) => expected[0]?.length ?? 0));
      const rows = formulas.length * height;
      const place = { sheetId, row: 0, rows };
      const lines = formulas.flatMap(({ input, text }, index) => {
        const first = { input, formula: text(`U${index * height + 1}`) };
        return [first, ...Array.from({ length: height - 1 }, () => ({ input: null, formula: null }))];
      });
      model.writeCells({ ...place, column: inputColumn, columns: 1 }, lines.map(({ input }) => [input]));
      model.writeCells({ ...place, column: 0, columns: 1 }, lines.map(({ formula }) => [formula]));
      const isBusy = () => model.readValues({ ...place, column: 0, columns: 1 }).some(([value]) => value === "#BUSY!");
      while (host.runningFunctions() > 0 || isBusy()) await clock.sleep(5, signal);
      const shown = model.readValues({ ...place, column: 0, columns: width });
      const expected = formulas.flatMap((formula) => formula.expected.map((row) => row.map((value) => value ?? "")));
      return JSON.stringify(shown) === JSON.stringify(expected);
    },
    close: () => office.close(),
  };
}
