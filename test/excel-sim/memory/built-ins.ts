import { isErrorValue } from "../error-values";
import type { CellContent } from "../sheet-model";
import type { Evaluated } from "./evaluate";

/** The few worksheet functions that tests use to look at what the add-in wrote. This is no calculation engine. */
export const builtIns: Readonly<Record<string, (args: readonly Evaluated[]) => Evaluated>> = {
  SUM: overNumbers((numbers) => numbers.reduce((sum, number) => sum + number, 0)),
  AVERAGE: overNumbers((numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length),
  MIN: overNumbers((numbers) => Math.min(...numbers)),
  MAX: overNumbers((numbers) => Math.max(...numbers)),
  COUNT: (args) => one(flat(args).filter((value) => typeof value === "number").length),
  COUNTA: (args) => one(flat(args).filter((value) => value !== "").length),
  ROWS: ([range]) => one(range?.values.length ?? 0),
  COLUMNS: ([range]) => one(range?.values[0]?.length ?? 0),
  IF: ([condition, yes, no]) => (truthy(condition) ? yes : no) ?? one(truthy(condition)),
  IFERROR: ([value, fallback]) => (value && !/^#/.test(String(flat([value])[0])) ? value : (fallback ?? one(""))),
};

const one = (value: CellContent): Evaluated => ({ values: [[{ value }]], address: null });

const flat = (args: readonly Evaluated[]): CellContent[] =>
  args.flatMap(({ values }) => values.flatMap((row) => row.map((cell) => cell.value)));

const truthy = (arg: Evaluated | undefined): boolean => {
  const value = arg ? flat([arg])[0] : false;
  return value === true || (typeof value === "number" && value !== 0);
};

function overNumbers(fold: (numbers: readonly number[]) => number): (args: readonly Evaluated[]) => Evaluated {
  return (args) => {
    const values = flat(args);
    const error = values.find(isErrorValue);
    return one(error ?? fold(values.filter((value) => typeof value === "number")));
  };
}
