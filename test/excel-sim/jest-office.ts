import { readFileSync } from "node:fs";
import path from "node:path";
import type { DOMWindow } from "jsdom";
import { createExcelHost, type ExcelHost, type ExcelHostOptions } from "./host/excel-host";
import { createMemoryModel } from "./memory/memory-model";
import type { SheetModel } from "./sheet-model";
import { attachInProcessTransport } from "./transports/in-process";

/** `OfficeRuntime.storage`, which has no published types. */
export type OfficeStorage = {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, value: string): Promise<void>;
  removeItem(key: string): Promise<void>;
  getKeys(): Promise<string[]>;
};

/** A running office.js and the Excel that it talks to. */
export type StartedOffice = {
  readonly host: ExcelHost;
  readonly model: SheetModel;
  readonly window: Window & typeof globalThis;
  readonly Office: typeof Office;
  readonly Excel: typeof Excel;
  readonly OfficeRuntime: { readonly storage: OfficeStorage };
  readonly CustomFunctions: typeof CustomFunctions;
  /** Takes the globals away again. */
  close(): void;
};

const distribution = path.resolve("node_modules/@microsoft/office-js/dist");
const officeUrl = "https://appsforoffice.microsoft.com/lib/1/hosted/";
const officeGlobals = ["Office", "Excel", "OfficeExtension", "OfficeRuntime", "CustomFunctions"] as const;

/**
 * Loads npm's unmodified office.js on a simulated Excel and waits for `Office.onReady`.
 *
 * In jest's node environment it makes a window of its own, as often as a test likes. In the jsdom environment it uses
 * the test's window, where office.js can be loaded once a file. Either way `Office`, `Excel`, `OfficeRuntime` and
 * `CustomFunctions` are global afterwards, as they are for the add-in.
 */
export async function startOffice(options: Partial<ExcelHostOptions> = {}): Promise<StartedOffice> {
  const model = options.model ?? createMemoryModel();
  const host = createExcelHost({ ...options, model });
  const own = typeof window === "undefined" ? await makeWindow() : null;
  const page = (own ?? window) as unknown as OfficeWindow;
  const detach = attachInProcessTransport(host, page);
  await loadOffice(page);
  await page.Office.onReady();
  const { Office, Excel, OfficeRuntime, CustomFunctions } = page;
  const globals = own ? setGlobals(page) : () => undefined;
  return {
    host,
    model,
    window: page as unknown as Window & typeof globalThis,
    Office,
    Excel,
    OfficeRuntime,
    CustomFunctions,
    close() {
      detach();
      globals();
      own?.close();
    },
  };
}

type OfficeWindow = Window & {
  external: unknown;
  eval(script: string): unknown;
  MutationObserver: typeof MutationObserver;
  Event: typeof Event;
  Office: typeof Office;
  Excel: typeof Excel;
  OfficeRuntime: { readonly storage: OfficeStorage };
  CustomFunctions: typeof CustomFunctions;
};

/** jsdom itself does not load inside jest's jsdom environment, so it is only asked for outside of it. */
async function makeWindow(): Promise<DOMWindow> {
  const { JSDOM } = await import("jsdom");
  return new JSDOM("<!doctype html>", { url: "https://localhost/taskpane.html", runScripts: "outside-only" }).window;
}

/** Answers every script element that points at Office's address from npm's copy, as the network would. */
async function loadOffice(page: OfficeWindow): Promise<void> {
  const observer = new page.MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (node.nodeName === "SCRIPT") runScript(page, node as HTMLScriptElement);
    }
  });
  observer.observe(page.document, { childList: true, subtree: true });
  const script = page.document.createElement("script");
  script.src = `${officeUrl}office.js`;
  await new Promise((resolve) => {
    script.addEventListener("load", resolve);
    page.document.head.append(script);
  });
}

function runScript(page: OfficeWindow, script: HTMLScriptElement): void {
  const file = script.src.startsWith(officeUrl) ? script.src.slice(officeUrl.length).replace(/\?.*$/, "") : null;
  if (file === null) return;
  page.eval(readFileSync(path.join(distribution, file), "utf8"));
  script.dispatchEvent(new page.Event("load"));
}

function setGlobals(page: OfficeWindow): () => void {
  const target = globalThis as Record<string, unknown>;
  for (const name of officeGlobals) target[name] = (page as unknown as Record<string, unknown>)[name];
  return () => {
    for (const name of officeGlobals) delete target[name];
  };
}
