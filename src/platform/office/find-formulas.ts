import { aroundFormulas, type SheetBlock } from "./around-formulas";
import { toWorkbookError } from "./excel-errors";
import { type FormulaKind, formulaKind, type Names, ownNames } from "./formula-text";
import { retryTransient } from "./retry-transient";
import { cellsOf, type Corner, letGo } from "./sheet-cells";

/** A cell that holds a formula of the add-in. */
export type FoundFormula = Corner & { readonly text: string; readonly kind: FormulaKind };

/** Excel on the web gives at most 5 MB in one answer; so many cells stay below it with the texts that most sheets have. */
const cellsAtOnce = 50_000;

/** Ranges that one request is about; each takes some hundred characters. */
const rangesAtOnce = 500;

/**
 * All cells of the workbook that hold a formula of the add-in, or one that calls it by a name, in order; a spill once, by the cell
 * that holds its formula.
 */
export async function findFormulas(context: Excel.RequestContext, signal: AbortSignal): Promise<readonly FoundFormula[]> {
  const found: FoundFormula[] = [];
  for (const block of await retryTransient(() => usedBlocks(context), { signal })) {
    const used = await aroundFormulas(context, block, signal);
    if (used === null) continue;
    const portion = Math.max(1, Math.floor(cellsAtOnce / used.columns));
    for (let row = 0; row < used.rows; row += portion) {
      const part = { ...used, row: used.row + row, rows: Math.min(portion, used.rows - row) };
      found.push(...(await readPart(context, part, signal)));
    }
  }
  const parents = await forEachCell(context, { cells: found, signal }, (range) => range.getSpillParentOrNullObject().load("rowIndex,columnIndex"));
  return found.filter((cell, index) => !isSpilledInto(cell, parents[index]));
}

type UsedBlock = SheetBlock & {
  /** Names that stand for formulas of the add-in on this sheet. */
  readonly own: Names;
};

async function usedBlocks(context: Excel.RequestContext): Promise<readonly UsedBlock[]> {
  return (await readSheets(context)).flatMap(({ id, own, used }) =>
    used.isNullObject ? [] : [{ sheetId: id, row: used.rowIndex, column: used.columnIndex, rows: used.rowCount, columns: used.columnCount, own }],
  );
}

/** A sheet before its cells are read. */
export type ReadSheet = Pick<UsedBlock, "own"> & { readonly id: string; readonly name: string; readonly used: Excel.Range };

/** What is known of all sheets, in two requests. */
export async function readSheets(context: Excel.RequestContext): Promise<readonly ReadSheet[]> {
  const { worksheets, names } = context.workbook;
  worksheets.load("items/id,items/name");
  names.load(nameParts);
  await context.sync();
  const sheets = worksheets.items.map((sheet) => ({
    id: sheet.id,
    name: sheet.name,
    local: sheet.names.load(nameParts),
    used: sheet.getUsedRangeOrNullObject().load("rowIndex,columnIndex,rowCount,columnCount"),
  }));
  await context.sync();
  return sheets.map(({ local, ...sheet }) => {
    const formulas = [...names.items, ...local.items].map(({ name, formula }) => [name.toLowerCase(), String(formula)] as const);
    return { ...sheet, own: ownNames(new Map(formulas)) };
  });
}

/** A sheet's name goes before the workbook's of the same spelling. */
const nameParts = "items/name,items/formula";

/** Where long texts make the answer too large, in halves. */
async function readPart(context: Excel.RequestContext, part: UsedBlock, signal: AbortSignal): Promise<readonly FoundFormula[]> {
  try {
    return await retryTransient(() => readBlock(context, part), { signal });
  } catch (failure) {
    if (part.rows === 1 || toWorkbookError(failure).code !== "TOO_LARGE") throw failure;
    const rows = Math.floor(part.rows / 2);
    const first = await readPart(context, { ...part, rows }, signal);
    return [...first, ...(await readPart(context, { ...part, row: part.row + rows, rows: part.rows - rows }, signal))];
  }
}

async function readBlock(context: Excel.RequestContext, { rows, columns, own, ...corner }: UsedBlock): Promise<readonly FoundFormula[]> {
  const range = cellsOf(context, corner, { row: 0, column: 0, rows, columns });
  range.load("formulas");
  await context.sync();
  const formulas = range.formulas as unknown[][];
  letGo([range]);
  return formulas.flatMap((line, row) =>
    line.flatMap((content, column) => {
      const kind = formulaKind(content, own);
      return kind === null ? [] : [{ ...corner, row: corner.row + row, column: corner.column + column, text: String(content), kind }];
    }),
  );
}

/** Excel does not promise what it gives as the formula of a cell that another cell's formula spilled into. */
const isSpilledInto = ({ row, column }: Corner, parent: Excel.Range | undefined): boolean =>
  parent !== undefined && !parent.isNullObject && (parent.rowIndex !== row || parent.columnIndex !== column);

export type EachCell<Cell extends Corner> = { readonly cells: readonly Cell[]; readonly signal: AbortSignal };

/** Queues work on a cell and gives what it loads; again when Excel was too busy. */
type Queue<Cell, T> = (range: Excel.Range, cell: Cell) => T;

/** Does or loads something of many cells, in few requests; what was loaded comes in their order, once Excel has answered. */
export async function forEachCell<Cell extends Corner, T>(
  context: Excel.RequestContext,
  { cells, signal }: EachCell<Cell>,
  queue: Queue<Cell, T>,
): Promise<readonly T[]> {
  const loaded: T[] = [];
  for (let from = 0; from < cells.length; from += rangesAtOnce) {
    const part = cells.slice(from, from + rangesAtOnce);
    loaded.push(...(await retryTransient(() => queueAll(context, { cells: part, queue }), { signal })));
  }
  return loaded;
}

type QueueAll<Cell, T> = { readonly cells: readonly Cell[]; readonly queue: Queue<Cell, T> };

async function queueAll<Cell extends Corner, T>(context: Excel.RequestContext, { cells, queue }: QueueAll<Cell, T>): Promise<readonly T[]> {
  const queued = cells.map((cell) => queue(cellsOf(context, cell, { row: 0, column: 0, rows: 1, columns: 1 }), cell));
  await context.sync();
  return queued;
}
