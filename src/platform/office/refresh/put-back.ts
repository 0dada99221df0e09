import { cellsOf } from "../sheet-cells";
import { tableOf } from "../table-location";
import type { Begun } from "./begun";
import type { Patch } from "./patches";
import { writePatches } from "./write-cells";

/** Not to be cancelled. */
const signal = new AbortController().signal;

/** Gives our columns back what they had, as far as it was changed, and the table its size, with a context of its own. */
export function putBack(begun: Begun): (context: Excel.RequestContext) => Promise<void> {
  return async (context) => {
    const { table: standing, sent } = begun;
    if (sent.shape) await resizeBack(context, begun);
    await writePatches(context, { table: standing, signal, patches: sent.patches.map((patch) => before(begun, patch)), onSend: () => undefined });
    if (sent.shape && standing.totals) {
      const table = await tableOf(context, begun.ref);
      table.showTotals = true;
    }
  };
}

async function resizeBack(context: Excel.RequestContext, { ref, table: standing, plan, sent }: Begun): Promise<void> {
  const width = standing.columns.length;
  const table = await tableOf(context, ref);
  if (standing.totals) table.showTotals = false;
  table.resize(cellsOf(context, standing, { row: 0, column: 0, rows: standing.bodyRows + 1, columns: width }));
  const wider = plan.size.columns - width;
  if (sent.headers && wider > 0) {
    const empty = Array.from({ length: wider }, () => "");
    cellsOf(context, standing, { row: 0, column: width, rows: 1, columns: wider }).values = [empty];
  }
  await context.sync();
}

/** The same cells with what was read from them. */
function before({ old }: Begun, patch: Patch): Patch {
  const cells = patch.cells.map((row, index) =>
    row.map((cell, column) => (cell === null ? null : (old[patch.row + index]?.[patch.from + column] ?? ""))),
  );
  return { ...patch, cells };
}
