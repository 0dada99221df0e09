import type { IWorkbookData } from "@univerjs/core";
import { IResourceLoaderService } from "@univerjs/core";
import type { ExcelHost } from "../../excel-sim/host/excel-host";
import type { Book } from "../univer/book";

/** What a file keeps: the grid with tables and names, and what the add-in put into it. */
export type SavedWorkbook = {
  readonly grid: IWorkbookData;
  readonly xmlParts: readonly (readonly [id: string, xml: string])[];
  readonly settings: readonly (readonly [key: string, value: unknown])[];
  /** `Office.addin.setStartupBehavior(load)`: the add-in starts with the workbook. */
  readonly startsWithWorkbook: boolean;
};

/** The open workbook as text. */
export function saveWorkbook(book: Book, host: ExcelHost): string {
  const grid = book.injector.get(IResourceLoaderService).saveUnit<IWorkbookData>(book.unitId);
  if (!grid) throw new Error("There is no workbook to save.");
  const saved: SavedWorkbook = {
    grid,
    xmlParts: [...host.xmlParts],
    settings: [...host.documentSettings],
    startsWithWorkbook: host.addIn.startsWithWorkbook,
  };
  return JSON.stringify(saved);
}

export function readSavedWorkbook(text: string): SavedWorkbook {
  return JSON.parse(text) as SavedWorkbook;
}

/** Puts what the add-in left in a file into the host of a workbook that was just opened. */
export function restoreAddInState(host: ExcelHost, saved: SavedWorkbook): void {
  for (const [id, xml] of saved.xmlParts) host.xmlParts.set(id, xml);
  for (const [key, value] of saved.settings) host.documentSettings.set(key, value);
  host.addIn.startsWithWorkbook = saved.startsWithWorkbook;
}
