import { associateFormulas } from "../functions/associate";
import { holdApp } from "../functions/app-holder";
import type { App } from "../src/app/app-api";
import { createApp, type BuiltInConnection } from "../src/app/create-app";
import { AppError } from "../src/base/app-error";
import { Secret } from "../src/base/secret";
import { browserClock } from "../src/platform/browser/clock";
import { browserRandom } from "../src/platform/browser/random";
import { loadSqlite } from "../src/platform/browser/load-sqlite";
import { openSettingsStore } from "../src/platform/browser/open-settings-store";
import { sendByFetch } from "../src/platform/browser/send-http";
import { officeAddIn } from "../src/platform/office/add-in";
import { onRibbonCommands } from "../src/platform/office/ribbon";
import { whenOfficeReady } from "../src/platform/office/when-ready";
import { officeWorkbook } from "../src/platform/office/workbook";
import { ribbonHandlers } from "./commands";
import { isDemo, sandboxApiBase } from "./deployment";
import { mountPane } from "./mount-pane";
import { createPaneModel, type PaneModel } from "./pane-model";

/** The page lives as long as the workbook is open; nothing aborts what it starts for itself. */
const lifetime = new AbortController().signal;

/** Puts the shared runtime together: one app for pane, ribbon, formulas and schedules. */
function composeApp(partition: string): App {
  const sandbox = sandboxApiBase(window.location.origin);
  const builtIn: BuiltInConnection[] =
    isDemo && sandbox ? [{ name: "sandbox", apiKey: new Secret("sk_test_sandbox"), apiBase: sandbox }] : [];
  return createApp({
    clock: browserClock,
    random: browserRandom,
    send: sendByFetch,
    loadSqlite,
    openSettingsStore: async (signal) =>
      (await openSettingsStore({ database: `${partition}excel-connector-for-stripe` }, signal)).store,
    workbook: officeWorkbook,
    addIn: officeAddIn,
    builtInConnections: builtIn,
    deployment: { allowedApiBases: [], ...(sandbox ? { defaultTestApiBase: sandbox } : {}) },
  });
}

async function startApp(app: App, pane: PaneModel): Promise<void> {
  const parts = [app.connections.load(lifetime), app.runSchedules(lifetime)];
  await Promise.all(parts).catch((failure: unknown) => pane.startProblem.set(AppError.from(failure)));
}

async function start(): Promise<void> {
  associateFormulas();
  const { partition } = await whenOfficeReady();
  const app = composeApp(partition);
  const pane = createPaneModel({ app, now: () => browserClock.now() });
  holdApp(app);
  onRibbonCommands(ribbonHandlers(pane, officeAddIn));
  const root = document.getElementById("pane");
  if (root) mountPane(pane, root);
  await startApp(app, pane);
}

void start();
