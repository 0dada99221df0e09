import type { IDefinedNamesServiceParam } from "@univerjs/engine-formula";
import { IDefinedNamesService, IFunctionService, RemoveDefinedNameMutation, SetDefinedNameMutation } from "@univerjs/engine-formula";
import { SCOPE_WORKBOOK_VALUE_DEFINED_NAME } from "@univerjs/sheets";
import { formatAddress, parseReference } from "../../excel-sim/address";
import type { Area, NameInfo, SheetModel } from "../../excel-sim/sheet-model";
import type { Book } from "./book";
import { newId, run, sheetOf } from "./book";

type NameOperations = Pick<SheetModel, "names" | "addName" | "deleteName"> & {
  /** To be called before cells are inserted or deleted; what it gives moves the names as Excel does, whatever Univer did with them. */
  noteNames(): (move: (area: Area) => Area | null) => void;
};

/** Defined names; Univer's formulas know them. */
export function nameOperations(book: Book): NameOperations {
  const service = book.injector.get(IDefinedNamesService);
  const stored = (): IDefinedNamesServiceParam[] => Object.values(service.getDefinedNameMap(book.unitId) ?? {});
  /** Univer keeps what it read of formulas with the name. */
  const define = (param: IDefinedNamesServiceParam): void => {
    book.injector.get(IFunctionService).deleteFormulaAstCacheKey(param.name);
    run(book, SetDefinedNameMutation.id, param);
  };
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
      define({
        id: newId(),
        name,
        formulaOrRefString: typeof refersTo === "string" ? `=${refersTo}` : absolute(book, refersTo),
        comment,
        localSheetId: scope ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME,
      }),
    noteNames() {
      const before = stored().map((param) => ({ param, area: cellsNamed(book, param.formulaOrRefString) }));
      return (move) => {
        for (const { param, area } of before) {
          if (typeof area === "string") continue;
          const moved = move(area);
          const formulaOrRefString = moved ? absolute(book, moved) : "=#REF!";
          if (formulaOrRefString !== param.formulaOrRefString) define({ ...param, formulaOrRefString });
        }
      };
    },
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
