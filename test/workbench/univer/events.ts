import type { SheetEvent } from "../../excel-sim/sheet-model";

/** Who listens to a model, and whether Univer's own news are to be ignored because the model itself is writing. */
export type Events = {
  readonly emit: (event: SheetEvent) => void;
  readonly subscribe: (listener: (event: SheetEvent) => void) => () => void;
  /** Runs `write` while changes seen in Univer are not told. */
  readonly quietly: <T>(write: () => T) => T;
  readonly quiet: boolean;
};

export function createEvents(): Events {
  const listeners = new Set<(event: SheetEvent) => void>();
  let depth = 0;
  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    quietly(write) {
      depth++;
      try {
        return write();
      } finally {
        depth--;
      }
    },
    get quiet() {
      return depth > 0;
    },
  };
}
