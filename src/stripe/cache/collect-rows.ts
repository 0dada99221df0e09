import type { TablePlan } from "../declare-table";
import type { TakePage } from "../listing/listing";
import { createTextOrder } from "../listing/text-order";
import type { TimeZone } from "../time-zone";
import { createKeptRows, type KeptRows } from "./kept-rows";

/** Rows of a listing as they arrive, in whatever order, and the order in which they are served. */
export interface CollectedRows {
  readonly rows: KeptRows;
  /** Numbers of the rows that may be served by now. */
  readonly order: readonly number[];
  /** Keeps the rows of a page that arrived; nothing of the page itself is needed any longer. */
  readonly take: TakePage<TakenRows>;
  /** The next rows in the order of the listing. */
  add(taken: TakenRows): void;
  /** No more will come. */
  end(): void;
}

/** Numbers of kept rows that came together. */
export type TakenRows = { readonly first: number; readonly count: number };

/** Makes empty {@link CollectedRows}. Where the table promises an order, it is that of the times as SQL sees them. */
export function collectRows(zone: TimeZone, plan: TablePlan, held: ReadonlySet<string>): CollectedRows {
  const rows = createKeptRows(plan, held);
  const textOrder = createTextOrder<number>(zone);
  // Without summer time no text comes twice, so that the order of listing is that of the texts.
  const column = zone.name === "UTC" ? null : plan.table.newestFirst;
  const order: number[] = [];

  function createdOf(row: number): number | null {
    const value = column === null ? null : rows.raw(column, row);
    return typeof value === "number" ? value : null;
  }

  function release(numbers: readonly number[]): void {
    for (const number of numbers) order.push(number);
  }

  return {
    rows,
    order,
    take(page) {
      const first = rows.count;
      rows.add(page);
      return { first, count: page.objects.length };
    },
    add({ first, count }) {
      const added = Array.from({ length: count }, (_, index) => first + index);
      release(column === null ? added : textOrder.push(added.map((item) => ({ item, created: createdOf(item) }))));
    },
    end: () => release(textOrder.end()),
  };
}
