import { beforeAll } from "@jest/globals";
import { cleanup, render, screen } from "@testing-library/react";

import type { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";
import type { FormulaCount } from "../../src/platform/ports";
import { PaneApp } from "../../taskpane/PaneApp";
import { loadPages } from "../../taskpane/page-contents";
import { createPaneModel, type JoinCodeQuestion, type PaneModel } from "../../taskpane/pane-model";
import { createFakeApp, type FakeApp } from "./fake-app";
import { createFakeFormulas, type FakeFormulas } from "./fake-formulas";
import { createFakeTime, type FakeTime } from "./fake-time";

// Pages that are there show at once; test/taskpane/late-page.test.tsx has those that are still to come.
beforeAll(loadPages);

/** What Fluent asks of a browser that jsdom lacks. */
function completeJsdom(): void {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  if (!("scrollIntoView" in Element.prototype)) Object.assign(Element.prototype, { scrollIntoView: () => undefined });
}

export type ShownPane = { readonly app: FakeApp; readonly formulas: FakeFormulas; readonly pane: PaneModel; readonly time: FakeTime };

/** Shows the whole pane over a fake app; a pane shown before is taken away. */
export function showPane(options: Parameters<typeof createFakeApp>[0] & { readonly storageProblem?: AppError; readonly tokensProblem?: AppError; readonly formulas?: FormulaCount } = {}): ShownPane {
  completeJsdom();
  // The pane renders when it will, as in a browser: tests wait for what they expect instead of for React.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  cleanup();
  const app = createFakeApp(options);
  const formulas = createFakeFormulas(options.formulas);
  const time = createFakeTime();
  const pane = createPaneModel({
    app,
    formulas,
    ...time,
    storageProblem: createStore(options.storageProblem ?? null),
    tokensProblem: createStore(options.tokensProblem ?? null),
    joinCode: createStore<JoinCodeQuestion | null>(null),
  });
  render(<PaneApp pane={pane} />);
  return { app, formulas, pane, time };
}

export const button = (name: string | RegExp) => screen.getByRole("button", { name });
export const field = (label: string) => screen.getByLabelText(label);
export const tab = (name: string) => screen.getByRole("tab", { name });
