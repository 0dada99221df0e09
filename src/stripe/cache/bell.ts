/** Wakes all who wait for it, again and again. */
export interface Bell {
  ring(): void;
  /** Resolves when it rings next. */
  next(): Promise<void>;
}

export function createBell(): Bell {
  let wake = (): void => undefined;
  let next = renew();

  function renew(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
    });
  }

  return {
    next: () => next,
    ring() {
      wake();
      next = renew();
    },
  };
}
