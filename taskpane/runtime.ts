/** The page's entry, and its only composition root: pane, formulas, ribbon and schedules share this one runtime. */
import { holdApp, withholdApp } from "../functions/app-holder";
import { associateFormulas } from "../functions/associate";
import type { App } from "../src/app/app-api";
import { type BuiltInConnection, createApp } from "../src/app/create-app";
import { AppError } from "../src/base/app-error";
import { Secret } from "../src/base/secret";
import { createStore } from "../src/base/store";
import { browserClock } from "../src/platform/browser/clock";
import { loadSqlite } from "../src/platform/browser/load-sqlite";
import { openSettingsStore } from "../src/platform/browser/open-settings-store";
import { sendByFetch } from "../src/platform/browser/send-http";
import { officeAddIn } from "../src/platform/office/add-in";
import { whenOfficeReady } from "../src/platform/office/ready";
import { associateRibbon } from "../src/platform/office/ribbon";
import { selectedTableId } from "../src/platform/office/selected-table";
import { officeWorkbook } from "../src/platform/office/workbook";
import { createCommands } from "./commands";
import { deployment } from "./deployment";
import { mountPane } from "./mount-pane";
import { createPaneModel, type PaneModel } from "./pane-model";
import { sayNotExcel, sayNotStarted } from "./say-not-excel";
import { sendToHandler } from "./send-to-handler";

const sandboxBase = `${location.origin}/sandbox`;

/** Answers from a company in this page; its code is loaded and its data made at the first request. */
const sendToPage = sendToHandler(async () => {
  const { createSandbox } = await import("../src/sandbox/sandbox");
  const sandbox = createSandbox({ now: browserClock.now() });
  return (request) => sandbox.handle(request);
}, sandboxBase);

const sandboxConnection: BuiltInConnection = {
  name: "sandbox",
  apiKey: new Secret("sk_test_sandbox"),
  apiBase: sandboxBase,
  ...(deployment.sandbox === "inPage" ? { send: sendToPage } : {}),
};

type Storage = {
  /** Begins the names of what the browser stores. */
  readonly partition: string;
  /** Told why the device's store cannot be used. */
  readonly onProblem: (problem: AppError | null) => void;
};

function composeApp({ partition, onProblem }: Storage): App {
  const { allowedApiBases, sandbox } = deployment;
  const database = `${partition}excel-connector-for-stripe`;
  return createApp({
    clock: browserClock,
    random: Math.random,
    send: sendByFetch,
    loadSqlite,
    async openSettingsStore(signal) {
      const { store, fallback } = await openSettingsStore({ database }, signal);
      onProblem(fallback);
      return store;
    },
    workbook: officeWorkbook,
    addIn: officeAddIn,
    builtInConnections: sandbox === "none" ? [] : [sandboxConnection],
    deployment: sandbox === "served" ? { defaultTestApiBase: sandboxBase, allowedApiBases } : { allowedApiBases },
  });
}

/** Reads what is saved on the device, and reads and runs the workbook's queries until the page ends. */
async function begin({ app, notice }: PaneModel): Promise<void> {
  const { signal } = new AbortController();
  const show = (thrown: unknown) => notice.set(AppError.from(thrown));
  await Promise.all([app.connections.load(signal).catch(show), app.runSchedules(signal).catch(show)]);
}

async function start(root: Element): Promise<void> {
  associateFormulas();
  const { isExcel, partition } = await whenOfficeReady();
  if (!isExcel) return sayNotExcel(root);
  const storageProblem = createStore<AppError | null>(null);
  const app = composeApp({ partition, onProblem: storageProblem.set });
  holdApp(app);
  const pane = createPaneModel({ app, storageProblem, now: () => browserClock.now() });
  associateRibbon(createCommands({ pane, addIn: officeAddIn, selectedTableId }));
  mountPane(pane, root);
  await begin(pane);
}

function giveUp(root: Element, cause: unknown): void {
  const error = new AppError("INTERNAL", "The add-in could not start.", {
    hint: "Check that this computer reaches the internet, then close this pane and open it again.",
    cause,
  });
  withholdApp(error);
  sayNotStarted(root, error);
  reportError(cause);
}

const root = document.querySelector("#pane");
if (root) start(root).catch((cause: unknown) => giveUp(root, cause));
