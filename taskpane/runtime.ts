/** The page's entry, and its only composition root: pane, formulas, ribbon and schedules share this one runtime. */
import { associateFormulas } from "../functions/associate";
import { holdFormulas, withholdFormulas } from "../functions/formulas-holder";
import type { App } from "../src/app/app-api";
import { type BuiltInConnection, createApp } from "../src/app/create-app";
import { createFormulaSheet } from "../src/app/formulas/formula-sheet";
import { createFormulas } from "../src/app/formulas/formulas";
import { createLookElsewhere } from "../src/app/formulas/look-elsewhere";
import { recalculateWhenAllowed } from "../src/app/formulas/recalculate-when-allowed";
import { createSignInWatch } from "../src/app/formulas/sign-in-watch";
import type { GatewayDeps } from "../src/app/gateway-link";
import { AppError } from "../src/base/app-error";
import { Secret } from "../src/base/secret";
import { createStore, type Store } from "../src/base/store";
import { createAccountToken } from "../src/platform/browser/account-token";
import { browserClock } from "../src/platform/browser/clock";
import { createDeviceDatabase, type OpenDeviceDatabase } from "../src/platform/browser/device-database";
import { createRunExclusively } from "../src/platform/browser/exclusive";
import { openGrantNews } from "../src/platform/browser/grant-news";
import { createInstallationKey } from "../src/platform/browser/installation-key";
import { loadSqlite } from "../src/platform/browser/load-sqlite";
import { createDeviceStore } from "../src/platform/browser/device-store";
import { openSettingsStore } from "../src/platform/browser/open-settings-store";
import { browserRandomBytes } from "../src/platform/browser/random-bytes";
import { sendByFetch } from "../src/platform/browser/send-http";
import { tickEvery } from "../src/platform/browser/ticks";
import { accountHint } from "../src/platform/office/account-hint";
import { officeAddIn } from "../src/platform/office/add-in";
import { hasCapability } from "../src/platform/office/capabilities";
import { createOfficeDialogs } from "../src/platform/office/dialogs";
import { whenOfficeReady } from "../src/platform/office/ready";
import { associateRibbon } from "../src/platform/office/ribbon";
import { selectedTableId } from "../src/platform/office/selected-table";
import { officeWorkbook } from "../src/platform/office/workbook";
import type { CellChanges, FormulaCells, FormulaPlaces } from "../src/platform/ports";
import { createAskJoinCode } from "./ask-join-code";
import { createCommands } from "./commands";
import { deployment } from "./deployment";
import { mountPane } from "./mount-pane";
import { openDeviceRecords } from "./open-device-records";
import { createPaneModel, type JoinCodeQuestion, type PaneModel } from "./pane-model";
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
  /** Why the device's store cannot be used. */
  readonly storageProblem: Store<AppError | null>;
  /** Why the device's records cannot be used. */
  readonly tokensProblem: Store<AppError | null>;
};

/** What dealing with the page's own origin as a gateway takes. */
function gatewayDeps(device: OpenDeviceDatabase, question: Store<JoinCodeQuestion | null>): GatewayDeps | null {
  if (deployment.gateway === "none") return null;
  return {
    origin: location.origin,
    dialogs: createOfficeDialogs(),
    openInstallationKey: createInstallationKey(device),
    acquireAccountToken: createAccountToken({ supported: () => hasCapability("accountToken"), accountHint, clock: browserClock }),
    askJoinCode: createAskJoinCode(question),
  };
}

function composeApp({ partition, storageProblem, tokensProblem }: Storage, question: Store<JoinCodeQuestion | null>): App {
  const { allowedApiBases, sandbox } = deployment;
  const database = `${partition}excel-connector-for-stripe`;
  const device = createDeviceDatabase(database);
  const news = openGrantNews(database);
  return createApp({
    clock: browserClock,
    random: Math.random,
    randomBytes: browserRandomBytes,
    runExclusively: createRunExclusively(),
    announceGrant: (grant, generation) => news.announce(grant, generation),
    openDeviceRecords: (signal) => openDeviceRecords(device, tokensProblem.set, signal),
    gateway: gatewayDeps(device, question),
    send: sendByFetch,
    loadSqlite,
    async openSettingsStore(signal) {
      const { store, fallback } = await openSettingsStore({ database }, signal);
      storageProblem.set(fallback);
      return store;
    },
    openReadCounts: () => Promise.resolve(createDeviceStore({ database, name: "reads" })),
    workbook: officeWorkbook,
    openCellChanges,
    addIn: officeAddIn,
    builtInConnections: sandbox === "none" ? [] : [sandboxConnection],
    deployment: sandbox === "served" ? { defaultTestApiBase: sandboxBase, allowedApiBases } : { allowedApiBases },
  });
}

/** Reads what is saved on the device, and reads and runs the workbook's queries until the page ends. */
async function begin({ app, notice }: PaneModel): Promise<void> {
  const { signal } = new AbortController();
  const show = (thrown: unknown) => notice.set(AppError.from(thrown));
  await Promise.all([app.connections.load(signal).catch(show), app.runSchedules(signal, show).catch(show)]);
}

/** Its code is not needed before a person or a permission wants it. */
async function openFormulaCells(): Promise<FormulaCells> {
  const { officeFormulaCells } = await import("../src/platform/office/formula-cells");
  return officeFormulaCells;
}

/** Its code is not needed before a formula runs. */
async function openFormulaPlaces(): Promise<FormulaPlaces> {
  const { officeFormulaPlaces } = await import("../src/platform/office/formula-places");
  return officeFormulaPlaces;
}

/** Its code is not needed before a schedule follows a cell. */
async function openCellChanges(): Promise<CellChanges> {
  const { officeCellChanges } = await import("../src/platform/office/cell-changes");
  return officeCellChanges;
}

async function recalculate({ formulas, notice }: PaneModel): Promise<void> {
  try {
    await formulas.recalculate(new AbortController().signal);
  } catch (thrown) {
    notice.set(AppError.from(thrown));
  }
}

const tickMs = 30_000;
const onTick = (listener: () => void) => tickEvery(tickMs, listener);

async function start(root: Element): Promise<void> {
  associateFormulas();
  const { isExcel, partition } = await whenOfficeReady();
  if (!isExcel) return sayNotExcel(root);
  const storageProblem = createStore<AppError | null>(null);
  const tokensProblem = createStore<AppError | null>(null);
  const joinCode = createStore<JoinCodeQuestion | null>(null);
  const app = composeApp({ partition, storageProblem, tokensProblem }, joinCode);
  const signInWatch = createSignInWatch(app);
  const readable = { tables: () => app.tables(), runQuery: signInWatch.runQuery };
  const elsewhere = createLookElsewhere({ ...app, now: () => browserClock.now() });
  const cellFormulas = createFormulas({
    app: readable,
    now: () => browserClock.now(),
    rights: [app.connections.list, app.trust.list],
    openPlaces: openFormulaPlaces,
  });
  holdFormulas(elsewhere.first(cellFormulas));
  const formulas = createFormulaSheet({ formulas: cellFormulas, openCells: openFormulaCells });
  const pane = createPaneModel({ app, formulas, storageProblem, tokensProblem, joinCode, now: () => browserClock.now(), onTick });
  recalculateWhenAllowed({ trust: app.trust, recalculate: () => void recalculate(pane) });
  signInWatch.onSignedIn(() => void recalculate(pane));
  onTick(() => void elsewhere.tick(new AbortController().signal).catch((thrown: unknown) => pane.notice.set(AppError.from(thrown))));
  associateRibbon(createCommands({ pane, addIn: officeAddIn, selectedTableId }));
  mountPane(pane, root);
  await begin(pane);
}

function giveUp(root: Element, cause: unknown): void {
  const error = new AppError("INTERNAL", "The add-in could not start.", {
    hint: "Check that this computer reaches the internet, then close this pane and open it again.",
    cause,
  });
  withholdFormulas(error);
  sayNotStarted(root, error);
  reportError(cause);
}

const root = document.querySelector("#pane");
if (root) start(root).catch((cause: unknown) => giveUp(root, cause));
