/** Remembers which rows ended a page of which list, filters included. */
export type CursorLog = {
  note(list: string, id: string): void;
  knows(list: string, id: string): boolean;
};

export function createCursorLog(): CursorLog {
  const lists = new Map<string, Set<string>>();
  return {
    note(list, id) {
      const known = lists.get(list);
      if (known) known.add(id);
      else lists.set(list, new Set([id]));
    },
    knows: (list, id) => lists.get(list)?.has(id) ?? false,
  };
}
