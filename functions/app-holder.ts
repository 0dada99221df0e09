import type { App } from "../src/app/app-api";
import type { AppError } from "../src/base/app-error";

let held: Promise<App> | undefined;
let give: (app: App | Promise<never>) => void = () => undefined;

/**
 * The app that the formulas work with. Excel may call a function before the page has made its app; the call then waits.
 * Excel knows functions by global name only, so their app has to be found globally too.
 */
export function heldApp(): Promise<App> {
  held ??= new Promise((resolve) => {
    give = resolve;
  });
  return held;
}

/** Gives the formulas their app; called once, by the page's composition root. */
export function holdApp(app: App): void {
  void heldApp();
  give(app);
}

/** Tells the formulas that there will be no app, so that they show why instead of `#BUSY!`. */
export function withholdApp(reason: AppError): void {
  void Promise.allSettled([heldApp()]);
  give(Promise.reject(reason));
}
