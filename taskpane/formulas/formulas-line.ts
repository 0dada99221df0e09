import type { ConvertedFormulas, FormulaCount } from "../../src/platform/ports";
import { grouped } from "../figures";

const formulas = (count: number): string => `${grouped(count)} formula${count === 1 ? "" : "s"}`;

/** How many formulas a workbook has, and what is the matter with those that do not work. */
export function formulasLine({ working, broken }: FormulaCount): string {
  const lost = `${formulas(broken)} ${broken === 1 ? "shows" : "show"} #NAME? because this workbook was opened without the add-in.`;
  if (working === 0) return lost;
  const all = `This workbook has ${formulas(working)} that ${working === 1 ? "reads" : "read"} from Stripe.`;
  return broken === 0 ? all : `${all} ${lost}`;
}

/** Excel runs them in its own time. */
export const refreshedLine = (count: number): string => `${formulas(count)} ${count === 1 ? "is" : "are"} being read again.`;

export const repairedLine = (count: number): string => `${formulas(count)} repaired.`;

/** How many became values, and why others did not. */
export function convertedLine({ converted, left }: ConvertedFormulas): string {
  const done = `${formulas(converted)} ${converted === 1 ? "is" : "are"} values now.`;
  if (left === 0) return done;
  return `${done} ${formulas(left)} ${left === 1 ? "stays because it shows an error or is" : "stay because they show errors or are"} still being read.`;
}
