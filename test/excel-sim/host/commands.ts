/** A pressed ribbon button on its way to `Office.actions`. */
export type CommandMessage = { readonly id: string; readonly functionName: string; readonly event: string };

/** Ribbon buttons of type ExecuteFunction. */
export type Commands = {
  readonly run: (functionName: string, controlId?: string) => Promise<void>;
  /** `event.completed()` arrived. */
  completed(id: string): void;
  subscribe(listener: (command: CommandMessage) => void): () => void;
};

export function createCommands(): Commands {
  const listeners = new Set<(command: CommandMessage) => void>();
  const running = new Map<string, () => void>();
  let lastId = 0;
  return {
    run(functionName, controlId = functionName) {
      const id = `command-${++lastId}`;
      const event = JSON.stringify({ source: { id: controlId } });
      if (listeners.size === 0) return Promise.reject(new Error("No add-in page is attached to take the command."));
      return new Promise((resolve) => {
        running.set(id, resolve);
        for (const listener of listeners) listener({ id, functionName, event });
      });
    },
    completed(id) {
      running.get(id)?.();
      running.delete(id);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
