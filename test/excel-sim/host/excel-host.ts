import { excelCategory, type RichApiMessage } from "../rich-api/event-registry";
import { openWorkbook } from "../rich-api/open-workbook";
import { forwardSheetEvents } from "../rich-api/sheet-events";
import type { SheetModel } from "../sheet-model";
import { createAnswering, type ExecuteResult } from "./answer-requests";
import { createCommands, type Commands } from "./commands";
import { createCustomFunctions, type FunctionDeclarations } from "./custom-functions";
import { createDialogs, type Dialogs, type DialogWire } from "./dialogs";
import { createFaults, type Faults } from "./faults";
import type { RecordedRequest } from "./request-log";
import { currentRequirementSets, type RequirementSets } from "./requirement-sets";
import { type AddInState, createAddInState, runtimeServices } from "./runtime-services";

export type ExcelHostOptions = {
  readonly model: SheetModel;
  /** Changes to the newest Excel's sets: `{ ExcelApi: 1.12 }`; `0` takes a set away. */
  readonly requirementSets?: RequirementSets;
  readonly functions?: FunctionDeclarations;
  /** Where the file is when the add-in starts; `null`: it was never saved. */
  readonly address?: string | null;
};

/** The workbook's file. */
export type ExcelFile = {
  /** Changes when the person saves it elsewhere; office.js keeps the one of its start as `Office.context.document.url`. */
  address: string | null;
  /**
   * What `getFilePropertiesAsync` does: it gives the address, as documented an empty one for a file that was never saved, or it
   * fails, as Excel on the desktop does then. @see https://github.com/OfficeDev/office-js/issues/3509
   */
  properties: "given" | "failing";
};

/** A simulated Excel with one workbook and one add-in. Attach it to a page with one of the transports. */
export type ExcelHost = {
  readonly model: SheetModel;
  readonly file: ExcelFile;
  readonly faults: Faults;
  /** Everything that the add-in asked for, in order. Tests may empty it. */
  readonly requests: RecordedRequest[];
  readonly addIn: AddInState;
  readonly requirementSets: RequirementSets;
  /** `Office.context.document.settings` as saved in the file. */
  readonly documentSettings: Map<string, unknown>;
  /** Custom XML parts of the workbook by id. */
  readonly xmlParts: Map<string, string>;
  /** Dialogs of the in-process transport; on the web they are real pop-ups. */
  readonly dialogs: Dialogs;
  /** Presses a ribbon button. Resolves when the add-in calls `event.completed()`. */
  runCommand(functionName: string, controlId?: string): Promise<void>;
  /** Shows or hides the pane as the person does, and tells the add-in. */
  setPaneVisible(visible: boolean): void;
  /** Calls of custom functions that wait for a result, streams included. */
  runningFunctions(): number;
  /** What a transport needs. */
  readonly wire: HostWire;
};

/** The host's side of the conversation with office.js. */
export type HostWire = {
  /** Answers a RichApi request: the answer's text, or the number of an Office error. */
  execute(body: string, flags: number): Promise<ExecuteResult>;
  subscribe(listener: (messages: readonly RichApiMessage[]) => void): () => void;
  readonly dialogs: DialogWire;
  readonly commands: Pick<Commands, "subscribe" | "completed">;
};

/** Event of `Office.addin.onVisibilityModeChanged`. */
const visibilityChanged = 65_539;

export function createExcelHost(options: ExcelHostOptions): ExcelHost {
  const { model } = options;
  const listeners = new Set<(messages: readonly RichApiMessage[]) => void>();
  const send = (messages: readonly RichApiMessage[]): void => {
    for (const listener of [...listeners]) listener(messages);
  };
  const workbook = openWorkbook(model, send);
  const functions = createCustomFunctions({
    declarations: options.functions ?? { namespace: "", functions: [] },
    send,
    sheetName: (id) => model.sheets().find((sheet) => sheet.id === id)?.name ?? "",
  });
  const addIn = createAddInState();
  const raise = (type: number, detail: unknown): void => send([[excelCategory, type, "", JSON.stringify(detail), 0, false]]);
  const paneChanged = (visible: boolean): void => raise(visibilityChanged, { visibility: visible ? "Visible" : "Hidden" });
  const services = runtimeServices({ addIn, paneChanged, raise });
  services.set(functions.service.typeName, functions.service);
  const control = createFaults();
  const commands = createCommands();
  const dialogs = createDialogs();
  const requests: RecordedRequest[] = [];
  const answering = createAnswering({ workbook, services, control, requests });
  forwardSheetEvents(workbook, answering.isRunning);
  model.connectFunctions(functions.runner);

  return {
    model,
    file: { address: options.address === undefined ? "https://excel-sim.example/Book1.xlsx" : options.address, properties: "given" },
    faults: control.faults,
    requests,
    addIn,
    requirementSets: { ...currentRequirementSets, ...options.requirementSets },
    documentSettings: new Map(),
    xmlParts: workbook.xmlParts,
    dialogs,
    runCommand: commands.run,
    setPaneVisible(visible) {
      addIn.paneVisible = visible;
      paneChanged(visible);
    },
    runningFunctions: functions.running,
    wire: {
      execute: answering.execute,
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      dialogs: dialogs.wire,
      commands,
    },
  };
}
