/** A request that waits to be sent. */
export type Waiting = {
  readonly endpoint: string;
  /** Its place: whoever came first has the lowest number, and keeps it when the request has to be repeated. */
  readonly place: number;
  /** When it began to wait, milliseconds. */
  readonly since: number;
  readonly go: () => void;
};

/** Requests that wait, one line an endpoint, so that a slow endpoint holds up nobody else. */
export type WaitingLines = {
  readonly add: (waiting: Waiting) => void;
  readonly remove: (waiting: Waiting) => void;
  /** The first of every line. */
  readonly heads: () => readonly Waiting[];
};

export function createWaitingLines(): WaitingLines {
  const lines = new Map<string, Waiting[]>();
  return {
    add(waiting) {
      const line = lines.get(waiting.endpoint) ?? [];
      lines.set(waiting.endpoint, line);
      line.splice(line.findLastIndex(({ place }) => place < waiting.place) + 1, 0, waiting);
    },
    remove(waiting) {
      const line = lines.get(waiting.endpoint) ?? [];
      const index = line.indexOf(waiting);
      if (index >= 0) line.splice(index, 1);
      if (line.length === 0) lines.delete(waiting.endpoint);
    },
    heads: () => [...lines.values()].flatMap(([first]) => first ?? []),
  };
}

/** Waits in its line until it is called; rejects with the signal's reason when it leaves the line before. */
export function waitIn(lines: WaitingLines, newcomer: Omit<Waiting, "go">, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const leave = (): void => {
      lines.remove(waiting);
      reject(signal.reason as Error);
    };
    const go = (): void => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    const waiting: Waiting = { ...newcomer, go };
    signal.addEventListener("abort", leave, { once: true });
    lines.add(waiting);
  });
}
