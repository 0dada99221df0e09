import type { Formulas } from "../src/app/formulas/formulas";
import type { AppError } from "../src/base/app-error";

let held: Promise<Formulas> | undefined;
let give: (formulas: Formulas | Promise<never>) => void = () => undefined;

/**
 * What the formulas of all cells read by. Excel may call a function before the page has made its app; the call then waits.
 * Excel knows functions by global name only, so what they work with has to be found globally too.
 */
export function heldFormulas(): Promise<Formulas> {
  held ??= new Promise((resolve) => {
    give = resolve;
  });
  return held;
}

/** Gives the cells what they read by; called once, by the page's composition root. */
export function holdFormulas(formulas: Formulas): void {
  void heldFormulas();
  give(formulas);
}

/** Tells the formulas that there will be no app, so that they show why instead of `#BUSY!`. */
export function withholdFormulas(reason: AppError): void {
  void Promise.allSettled([heldFormulas()]);
  give(Promise.reject(reason));
}
