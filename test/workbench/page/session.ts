import { LifecycleService, LifecycleStages } from "@univerjs/core";
import type { FunctionDeclarations, FunctionMetadata } from "../../excel-sim/host/custom-functions";
import type { ExcelHost } from "../../excel-sim/host/excel-host";
import { createExcelHost } from "../../excel-sim/host/excel-host";
import { attachWebTransport } from "../../excel-sim/transports/web";
import type { UniverSheetModel } from "../univer/univer-sheet-model";
import { createUniverSheetModel } from "../univer/univer-sheet-model";
import { type AddInManifest, workbenchPage } from "./add-in-manifest";
import { openGrid } from "./grid";
import type { Pane } from "./pane";
import { openPane } from "./pane";
import { readSavedWorkbook, restoreAddInState, saveWorkbook } from "./saved-workbook";

/** One open workbook with its add-in. */
export type Session = {
  readonly model: UniverSheetModel;
  readonly host: ExcelHost;
  readonly pane: Pane;
  /** Resolves when the grid is drawn and calculates. */
  readonly opened: Promise<void>;
  readonly runCommand: (controlId: string) => Promise<void>;
  readonly idle: () => Promise<void>;
  readonly save: () => string;
  readonly close: () => void;
};

export type SessionParts = {
  readonly manifest: AddInManifest;
  readonly functions: FunctionDeclarations;
  readonly grid: HTMLElement;
  readonly pane: HTMLElement;
};

/** Event of the host's messages that tells of the pane. */
const visibilityChanged = 65_539;

/** Opens a workbook (a new one, or a saved one) and starts the add-in's page beside it, hidden at first. */
export function openSession(parts: SessionParts, text?: string): Session {
  const saved = text === undefined ? null : readSavedWorkbook(text);
  const book = openGrid(parts.grid, saved?.grid ?? ["Sheet1"]);
  const model = createUniverSheetModel(book);
  const host = createExcelHost({ model, functions: parts.functions });
  if (saved) restoreAddInState(host, saved);
  const pane = openPane(parts.pane, parts.manifest.title, () => host.setPaneVisible(false));
  const stopWatching = host.wire.subscribe((messages) => {
    if (messages.some(([, type]) => type === visibilityChanged)) pane.show(host.addIn.paneVisible);
  });
  const { title } = parts.manifest;
  const url = workbenchPage(parts.manifest.pageUrl);
  const transport = attachWebTransport(host, { window, url, title });
  pane.holder.replaceChildren(transport.frame);
  // Univer calculates only from when it is drawn on; Excel would show the values of the file, here formulas run again.
  const opened = book.injector
    .get(LifecycleService)
    .onStage(LifecycleStages.Rendered)
    .then(() => model.recalculate("full"));
  let commands = 0;

  return {
    model,
    host,
    pane,
    opened,
    async runCommand(controlId) {
      const item = parts.manifest.groups.flatMap(({ controls }) => controls.flatMap((control) => [control, ...control.items])).find(({ id }) => id === controlId);
      if (!item?.functionName) throw new Error(`The ribbon has no command ${controlId}.`);
      commands++;
      try {
        await transport.ready;
        await host.runCommand(item.functionName, item.id);
      } finally {
        commands--;
      }
    },
    idle: () => untilQuiet(model, () => commands + transport.pending() + host.runningFunctions() + model.pendingCalls() === 0),
    save: () => saveWorkbook(book, host),
    close() {
      transport.close();
      stopWatching();
      book.univer.dispose();
    },
  };
}

const lookEveryMs = 30;
/** office.js collects answers of functions for up to 50 ms, so one quiet look proves nothing. */
const quietLooks = 4;

async function untilQuiet(model: UniverSheetModel, isQuiet: () => boolean): Promise<void> {
  for (let quiet = 0; quiet < quietLooks; quiet = isQuiet() ? quiet + 1 : 0) {
    await model.settled();
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** Reads `functions.json` of the add-in's build. */
export async function fetchFunctions({ functionsUrl, namespace }: AddInManifest): Promise<FunctionDeclarations> {
  const response = await fetch(functionsUrl);
  if (!response.ok) throw new Error(`${functionsUrl} answers ${response.status}.`);
  const { functions } = (await response.json()) as { functions: readonly FunctionMetadata[] };
  return { namespace, functions };
}
