import type { FormulaCells } from "../ports";
import { requireCapability } from "./capabilities";
import { findFormulas, forEachCell } from "./find-formulas";
import { repairFormula } from "./formula-text";
import { formulasToValues } from "./formulas-to-values";
import { runExcel, runExcelWhenIdle } from "./run-excel";

/** The add-in's formulas in the open workbook, through Office JS. Failures are as those of `officeWorkbook`. */
export const officeFormulaCells: FormulaCells = {
  count: (signal) =>
    work(signal, async (context) => {
      const found = await findFormulas(context, signal);
      const broken = found.filter(({ kind }) => kind === "broken").length;
      return { working: found.length - broken, broken };
    }),
  /**
   * Marked cells are run again by a plain recalculation; a full one would run all other add-ins' functions too.
   * @see https://learn.microsoft.com/javascript/api/excel/excel.calculationtype
   */
  recalculate: (signal) =>
    work(signal, async (context) => {
      const cells = (await findFormulas(context, signal)).filter(({ kind }) => kind === "working");
      await forEachCell(context, { cells, signal }, (range) => range.setDirty());
      context.workbook.application.calculate(Excel.CalculationType.recalculate);
      await context.sync();
      return cells.length;
    }),
  toValues: (signal) => {
    requireCapability("spills");
    return runExcel(signal, (context) => formulasToValues(context, signal));
  },
  repair: (signal) =>
    work(signal, async (context) => {
      const cells = (await findFormulas(context, signal)).filter(({ kind }) => kind === "broken");
      await forEachCell(context, { cells, signal }, (range, { text }) => {
        range.formulas = [[repairFormula(text)]];
      });
      return cells.length;
    }),
};

/** Nobody waits at the cell: while one is being edited Excel holds it back. */
function work<T>(signal: AbortSignal, batch: (context: Excel.RequestContext) => Promise<T>): Promise<T> {
  requireCapability("spills");
  return runExcelWhenIdle(signal, batch);
}
