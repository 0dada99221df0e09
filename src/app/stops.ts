/** Lets work be cancelled by its id, whoever began it. */
export type Stops = {
  /** Fires when the work of this id that is under way by then is stopped. */
  signalOf(id: string): AbortSignal;
  stop(id: string): void;
};

/** Makes {@link Stops}. Work that begins after a stop is not concerned. */
export function createStops(): Stops {
  const current = new Map<string, AbortController>();
  return {
    signalOf(id) {
      const controller = current.get(id) ?? new AbortController();
      current.set(id, controller);
      return controller.signal;
    },
    stop(id) {
      current.get(id)?.abort();
      current.delete(id);
    },
  };
}
