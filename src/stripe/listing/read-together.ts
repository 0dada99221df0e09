import type { ReadContext } from "../../table/row-source";
import { createTaskGroup } from "./task-group";

/** Begins one of several listings. */
export type OpenPages<T> = (context: ReadContext) => AsyncIterable<T>;

/** Listings that are read at once. */
const atOnce = 16;

/** The pages of several listings as they arrive; the first failure aborts the others, and so does a reader that leaves. */
export async function* readTogether<T>(listings: readonly OpenPages<T>[], context: ReadContext): AsyncGenerator<T> {
  const group = createTaskGroup(context.signal);
  const arrived: T[] = [];
  const left = [...listings];
  let busy = 0;

  function startMore(): void {
    for (const open of left.splice(0, atOnce - busy)) {
      busy++;
      group.start((signal) => readOne(open, { ...context, signal }));
    }
  }

  async function readOne(open: OpenPages<T>, reading: ReadContext): Promise<void> {
    for await (const page of open(reading)) arrived.push(page);
    busy--;
    startMore();
  }

  try {
    startMore();
    while (busy > 0 || arrived.length > 0) {
      yield* arrived.splice(0);
      if (busy > 0) await group.changed();
    }
  } finally {
    group.end();
  }
}
