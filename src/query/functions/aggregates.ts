import type { AggregateFunction } from "./scalar-function";

/** Sample and population variance and deviation under the names of SQL Server and of standard SQL. */
export const aggregateFunctions: readonly AggregateFunction[] = [
  ...["var", "variance", "var_samp"].map((name) => spread(name, { population: false, root: false })),
  ...["varp", "var_pop"].map((name) => spread(name, { population: true, root: false })),
  ...["stdev", "stddev", "stddev_samp"].map((name) => spread(name, { population: false, root: true })),
  ...["stdevp", "stddev_pop"].map((name) => spread(name, { population: true, root: true })),
];

type Spread = { readonly population: boolean; readonly root: boolean };

/** Welford's method: one pass, no loss of digits for large equal values. */
function spread(name: string, { population, root }: Spread): AggregateFunction {
  const start: AggregateFunction["start"] = () => {
    let count = 0;
    let mean = 0;
    let squares = 0;
    return {
      add(value) {
        if (typeof value !== "number") return;
        count++;
        const difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
      },
      result() {
        const degrees = population ? count : count - 1;
        if (degrees < 1) return null;
        return root ? Math.sqrt(squares / degrees) : squares / degrees;
      },
    };
  };
  return { name, start };
}
