import { associateFormulas } from "../../functions/associate";
import { holdFormulas } from "../../functions/formulas-holder";
import { createFormulas, type Formulas } from "../../src/app/formulas/formulas";
import { officeFormulaPlaces } from "../../src/platform/office/formula-places";
import { startApp } from "../app/harness";
import type { FunctionMetadata } from "../excel-sim/host/custom-functions";
import type { ExcelHostOptions } from "../excel-sim/host/excel-host";
import { startOffice } from "../excel-sim/jest-office";
import { generateFunctionMetadata } from "../tools/function-metadata.mjs";

/** A number of an object of the sandbox. */
export const numberOf = (object: object, field: string): number => Number((object as Record<string, unknown>)[field]);

export type StartedCells = Awaited<ReturnType<typeof startCells>>;

/**
 * Cells of the simulated Excel in which formulas run through the real office.js. Excel knows functions by global name, so that
 * there is one such sheet a test file; `begin` gives each test an app of its own, and empty rows.
 */
export async function startCells(excel: Pick<Partial<ExcelHostOptions>, "requirementSets"> = {}) {
  const { functions } = JSON.parse(await generateFunctionMetadata()) as { functions: readonly FunctionMetadata[] };
  const office = await startOffice({ ...excel, functions: { namespace: "STRIPE", functions } });
  let started = startApp();
  const openPlaces = () => Promise.resolve(officeFormulaPlaces);
  const openFormulas = () =>
    createFormulas({ app: started.app, now: () => started.clock.now(), rights: [started.app.connections.list], openPlaces });
  let formulas: Formulas = openFormulas();
  let row = 0;
  associateFormulas();
  holdFormulas({
    run: (...args) => formulas.run(...args),
    latest: () => formulas.latest(),
    expire: () => formulas.expire(),
    shownIn: (...args) => formulas.shownIn(...args),
    tables: () => formulas.tables(),
    now: () => formulas.now(),
  });
  const { model } = office;
  const place = (rows: number, columns: number) => ({ sheetId: model.activeSheetId(), row, column: 0, rows, columns });
  return {
    office,
    get started() {
      return started;
    },
    get formulas() {
      return formulas;
    },
    row: () => row,
    async begin() {
      started = startApp();
      await started.connect();
      formulas = openFormulas();
      row += 100;
    },
    place,
    /** Gives the formulas that follow a place of their own below, so that those before stay. */
    moveOn() {
      row += 5;
    },
    /** Writes values right of the place of the formulas. */
    write(values: string[][], column: number) {
      model.writeCells({ ...place(values.length, values[0]?.length ?? 0), column }, values);
    },
    format: (column: number, format: string) => model.writeNumberFormats({ ...place(1, 1), row: row + 1, column }, [[format]]),
    /** Types a formula in place of the last one, and waits until the cell shows something else than `#BUSY!`. */
    async type(formula: string, rows = 1, columns = 1) {
      model.writeCells(place(1, 1), [[formula]]);
      while (office.host.runningFunctions() > 0 || model.readValues(place(1, 1))[0]?.[0] === "#BUSY!") {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return model.readValues(place(rows, columns));
    },
    formats: (rows: number, columns: number) => model.readNumberFormats(place(rows, columns)),
    texts: (rows: number, columns: number) => model.readText(place(rows, columns)),
    errorText: () => model.errorText(place(1, 1)),
    close: () => office.close(),
  };
}
