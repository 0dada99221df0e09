import { createMemoryModel } from "../../excel-sim/memory/memory-model";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";
import type { Area, CellInput, SheetModel } from "../../excel-sim/sheet-model";

/** Cells that were written at once; those that are left as they are do not count. */
export type Write = { readonly area: Area; readonly cells: number };

/** Excel with an empty workbook, and the writes that come to it. */
export type Sheet = StartedOffice & { readonly writes: Write[] };

const countOf = (inputs: readonly (readonly CellInput[])[]): number =>
  inputs.reduce((sum, row) => sum + row.reduce<number>((cells, input) => (input === null ? cells : cells + 1), 0), 0);

export type SheetOptions = {
  /** `false`: cells below the header are let go, so that only the writer's own memory is seen. */
  readonly keeps: boolean;
  /** Called while the first cells of a request are written: the request's text is still there. */
  readonly onRequest?: () => void;
};

export async function openSheet({ keeps, onRequest = () => undefined }: SheetOptions): Promise<Sheet> {
  const memory = createMemoryModel();
  const writes: Write[] = [];
  let answered = -1;
  const noteRequest = (): void => {
    if (answered === office.host.requests.length) return;
    answered = office.host.requests.length;
    onRequest();
  };
  const isBody = ({ row }: Area): boolean => row > 0;
  const model: SheetModel = {
    ...memory,
    writeCells(area, inputs) {
      writes.push({ area, cells: countOf(inputs) });
      noteRequest();
      if (keeps || !isBody(area)) memory.writeCells(area, inputs);
    },
    writeNumberFormats(area, formats) {
      if (keeps || !isBody(area)) memory.writeNumberFormats(area, formats);
    },
  };
  const office = await startOffice({ model });
  return { ...office, writes };
}

/** Whether two sheets hold the same formulas, values and formats in the cells of their table. */
export function showSame(one: Pick<Sheet, "model">, other: Pick<Sheet, "model">): boolean {
  const area = tableArea(one);
  const beside = { ...area, sheetId: tableArea(other).sheetId };
  return (
    equal(one.model.readFormulas(area), other.model.readFormulas(beside)) &&
    equal(one.model.readNumberFormats(area), other.model.readNumberFormats(beside))
  );
}

function tableArea({ model }: Pick<Sheet, "model">): Area {
  const [table] = model.tables();
  if (!table) throw new Error("there is no table");
  return table.area;
}

const equal = (one: readonly (readonly unknown[])[], other: readonly (readonly unknown[])[]): boolean =>
  one.length === other.length && one.every((row, index) => row.every((cell, column) => cell === other[index]?.[column]));
