import { officeWorkbook } from "../../src/platform/office/workbook";
import type { TableContent, WrittenTable } from "../../src/platform/ports";
import { type Bench, type BenchLine, median, rounded, timed, worked } from "./bench";
import { prepare, writeBare } from "./cells/bare-loop";
import { changedIn, columns, makeContent, rows } from "./cells/content";
import { openSheet, type Sheet, type SheetOptions, showSame } from "./cells/sheet";
import { createScale } from "./megabytes";

const rounds = 5;
/** Megabytes that writing may take above the rows. */
const limit = 150;
const changed = 50;

const insert = (content: TableContent, signal: AbortSignal): Promise<WrittenTable> =>
  officeWorkbook.insertTable({ target: { kind: "newSheet", sheetName: "Charges" }, name: "Charges", content }, signal);

/** Excel's own calls; others go to services such as the ribbon. */
const requestsOf = ({ host }: Sheet): Sheet["host"]["requests"] => host.requests.filter(({ toService }) => !toService);

/** Does something in a new Excel of its own, which is closed after it. */
async function inExcel<T>(options: SheetOptions, task: (sheet: Sheet) => Promise<T>): Promise<T> {
  const sheet = await openSheet(options);
  try {
    return await task(sheet);
  } finally {
    sheet.close();
  }
}

/** The most that is in use at any request above what the rows take, beside a sheet that keeps no cells. */
async function weigh(content: TableContent, signal: AbortSignal): Promise<number> {
  const megabytes = createScale(1);
  let most = 0;
  return inExcel({ keeps: false, onRequest: () => void (most = Math.max(most, megabytes())) }, async () => {
    const before = megabytes();
    await insert(content, signal);
    return most - before;
  });
}

async function writing(content: TableContent, signal: AbortSignal): Promise<BenchLine> {
  const peakMegabytes = await weigh(content, signal);
  const chunks = prepare(content);
  const ways = { ours: () => insert(content, signal), bare: () => writeBare(content.headers, chunks) };
  const times: Record<keyof typeof ways, number[]> = { ours: [], bare: [] };
  const write = (way: keyof typeof ways): Promise<Sheet> =>
    inExcel({ keeps: true }, async (sheet) => {
      times[way].push(await worked(ways[way]));
      return sheet;
    });
  let last: readonly [ours: Sheet, bare: Sheet] | undefined;
  // Whoever goes first finds the other memory; so they take turns.
  for (let round = 0; round < rounds; round++) {
    last = undefined;
    const first = round % 2 === 0 ? await write("ours") : await write("bare");
    const second = round % 2 === 0 ? await write("bare") : await write("ours");
    last = round % 2 === 0 ? [first, second] : [second, first];
  }
  const [ms, bareMs] = [median(times.ours), median(times.bare)];
  return {
    bench: "cells",
    case: `write-${rows}x${columns}`,
    value: rounded(ms),
    unit: "ms",
    ratios: { bare: rounded(bareMs / ms), limit: rounded(limit / peakMegabytes) },
    counts: {
      rows,
      cells: rows * columns,
      chunks: chunks.length,
      batches: last === undefined ? 0 : requestsOf(last[0]).length,
      peakMegabytes: rounded(peakMegabytes),
      bareMs: rounded(bareMs),
    },
    exact: last !== undefined && showSame(...last),
  };
}

async function refreshing(content: TableContent, signal: AbortSignal): Promise<BenchLine> {
  const next = changedIn(content, changed);
  const meant = await inExcel({ keeps: true }, async (sheet) => {
    await insert(next, signal);
    return sheet;
  });
  return inExcel({ keeps: true }, async (sheet) => {
    const { location, columns: links } = await insert(content, signal);
    const rewriting = requestsOf(sheet).reduce((sum, { length }) => sum + length, 0);
    sheet.writes.length = 0;
    sheet.host.requests.length = 0;
    const refresh = { content: next, columns: links, key: [0], order: [], gone: "mark", goneSince: "2026-11-21" } as const;
    const { ms, value: done } = await timed(() => officeWorkbook.refreshTable({ id: location.id, name: null }, refresh, signal));
    const requests = requestsOf(sheet);
    const written = requests.filter(({ actions }) => actions.some((action) => action.includes(".values = ")));
    const sent = written.reduce((sum, { length }) => sum + length, 0);
    return {
      bench: "cells",
      case: `refresh-${changed}-changes`,
      value: rounded(ms),
      unit: "ms",
      ratios: { rewriting: rounded(rewriting / sent) },
      counts: {
        rows,
        changed: done.changed,
        writtenCells: sheet.writes.reduce((sum, { cells }) => sum + cells, 0),
        writingBatches: written.length,
        batches: requests.length,
        sentKilobytes: rounded(sent / 1_000),
      },
      exact: showSame(sheet, meant),
    };
  });
}

/** Big tables through the real office.js on the simulated Excel, which is in this process and answers at once. */
export const cellsBench: Bench = {
  about: "100,000 rows of 20 columns written through office.js, against a bare loop that writes the same chunks; and 50 changes among them refreshed",
  async *run(signal) {
    const content = makeContent();
    yield await writing(content, signal);
    yield await refreshing(content, signal);
  },
};
