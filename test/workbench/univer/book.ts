import type { ICommandService as Commands, ILanguagePack, Injector, IWorkbookData, Plugin, PluginCtor, Univer, Workbook, Worksheet } from "@univerjs/core";
import { ICommandService, LocaleType, Univer as UniverApp, UniverInstanceType } from "@univerjs/core";
import { registerBusyError } from "./hosted-function";
import { patchSpillOperator } from "./spill-operator";

/** One open Univer workbook and the ways into it. */
export type Book = {
  readonly unitId: string;
  readonly workbook: Workbook;
  readonly commands: Commands;
  readonly injector: Injector;
  readonly univer: Univer;
};

/** A Univer plugin, alone or with its configuration, as Univer's presets list them. */
export type PluginEntry = PluginCtor<Plugin> | [PluginCtor<Plugin>, unknown];

export type BookOptions = {
  readonly plugins: readonly PluginEntry[];
  readonly texts?: ILanguagePack;
  /** Sheet names of a new workbook, or a saved one. */
  readonly content: readonly string[] | IWorkbookData;
};

/** Starts Univer with these plugins and opens one workbook in it. */
export function openBook({ plugins, texts = {}, content }: BookOptions): Book {
  patchSpillOperator();
  registerBusyError();
  const univer = new UniverApp({ locale: LocaleType.EN_US, locales: { [LocaleType.EN_US]: texts } });
  for (const entry of plugins) {
    if (Array.isArray(entry)) univer.registerPlugin(entry[0], entry[1]);
    else univer.registerPlugin(entry);
  }
  const data = "sheetOrder" in content ? content : newWorkbook(content);
  const workbook = univer.createUnit<IWorkbookData, Workbook>(UniverInstanceType.UNIVER_SHEET, data);
  const injector = univer.__getInjector();
  return { unitId: workbook.getUnitId(), workbook, commands: injector.get(ICommandService), injector, univer };
}

/** The size of a new sheet; writes beyond it make it larger, up to Excel's. */
export const startSize = { rows: 1000, columns: 26 } as const;

export const newId = (): string => `{${crypto.randomUUID().toUpperCase()}}`;

function newWorkbook(names: readonly string[]): Partial<IWorkbookData> {
  const sheets = names.map((name) => ({ id: newId(), name, rowCount: startSize.rows, columnCount: startSize.columns }));
  return {
    id: "book",
    name: "Book1",
    sheetOrder: sheets.map(({ id }) => id),
    sheets: Object.fromEntries(sheets.map((sheet) => [sheet.id, sheet])),
  };
}

/** Runs a Univer command or mutation that must not fail. */
export function run(book: Book, id: string, params: object): void {
  const done: unknown = book.commands.syncExecuteCommand(id, { unitId: book.unitId, ...params });
  if (done === false) throw new Error(`Univer refused ${id}.`);
}

export function sheetOf(book: Book, sheetId: string): Worksheet {
  const sheet = book.workbook.getSheetBySheetId(sheetId);
  if (!sheet) throw new Error(`There is no sheet ${sheetId}.`);
  return sheet;
}
