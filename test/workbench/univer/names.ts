import type { IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import { IDefinedNamesService, RemoveDefinedNameMutation, SetDefinedNameMutation } from "@univerjs/engine-formula";
import { SCOPE_WORKBOOK_VALUE_DEFINED_NAME } from "@univerjs/sheets";
import { formatAddress, parseReference } from "../../excel-sim/address";
import type { Area, NameInfo, SheetModel } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { newId, run, sheetOf } from "./book";

/** Defined names; Univer's formulas know them. */
export function nameOperations(book: Book): Pick<SheetModel, "names" | "addName" | "deleteName"> {
  const service = book.injector.get(IDefinedNamesService);
  const stored = (): IDefinedNamesServiceParam[] => Object.values(service.getDefinedNameMap(book.unitId) ?? {});
  const scopeOf = ({ localSheetId }: IDefinedNamesServiceParam): string | null =>
    localSheetId === undefined || localSheetId === SCOPE_WORKBOOK_VALUE_DEFINED_NAME ? null : localSheetId;

  return {
    names: () =>
      stored().map((param): NameInfo => ({
        name: param.name,
        scope: scopeOf(param),
        refersTo: cellsNamed(book, param.formulaOrRefString),
        comment: param.comment ?? "",
      })),
    addName: ({ name, scope, refersTo, comment }) =>
      run(book, SetDefinedNameMutation.id, {
        id: newId(),
        name,
        formulaOrRefString: typeof refersTo === "string" ? `=${refersTo}` : absolute(book, refersTo),
        comment,
        localSheetId: scope ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME,
      }),
    deleteName(name, scope) {
      const param = stored().find((known) => known.name === name && scopeOf(known) === scope);
      if (param) run(book, RemoveDefinedNameMutation.id, param);
    },
  };
}

function absolute(book: Book, area: Area): string {
  const [sheet, block] = splitAddress(formatAddress(sheetOf(book, area.sheetId).getName(), area));
  return `${sheet}!${block.replaceAll(/[A-Z]+|\d+/g, "$$$&")}`;
}

function splitAddress(address: string): [sheet: string, block: string] {
  const mark = address.lastIndexOf("!");
  return [address.slice(0, mark), address.slice(mark + 1)];
}

function cellsNamed(book: Book, text: string): Area | string {
  if (text.startsWith("=")) return text.slice(1);
  const reference = parseReference(text);
  const sheet = reference.sheet === null ? null : book.workbook.getSheetBySheetName(reference.sheet);
  return reference.kind === "cells" && sheet ? { sheetId: sheet.getSheetId(), ...reference.block } : text;
}
