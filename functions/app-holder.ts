import type { App } from "../src/app/app-api";

let held: Promise<App> | undefined;
let give: (app: App) => void = () => undefined;

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
