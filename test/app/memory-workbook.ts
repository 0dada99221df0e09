import { AppError } from "../../src/base/app-error";
import type { RefreshedTable, TableContent, TableLocation, TableRefresh, Workbook, WrittenTable } from "../../src/platform/ports";

export type MemoryWorkbook = Workbook & {
  /** Content of each table by id. */
  readonly tables: Map<string, TableContent>;
  /** Text of each custom XML part by namespace; further parts of one namespace have a number behind it: `urn:a#2`. */
  readonly parts: Map<string, string>;
  /** Columns of new tables that were not to be shown, by table. */
  readonly hidden: Map<string, readonly number[]>;
  /** What tables were refreshed with, in order. */
  readonly refreshes: TableRefresh[];
  /** Makes the next writes of a kind fail. */
  readonly failing: { insert: boolean; replace: boolean; part: boolean };
};

/** A workbook as the app sees it: tables and parts in memory. */
export function createMemoryWorkbook(): MemoryWorkbook {
  const tables = new Map<string, TableContent>();
  const parts = new Map<string, string>();
  const hidden = new Map<string, readonly number[]>();
  const refreshes: TableRefresh[] = [];
  const failing = { insert: false, replace: false, part: false };
  const locate = (id: string): TableLocation => ({ id, name: id, sheet: "Sheet1", address: "Sheet1!A1:B2" });
  const written = (id: string, { headers }: TableContent): WrittenTable => ({
    location: locate(id),
    columns: headers.map((header, index) => ({ header, columnId: index + 1 })),
  });
  const isOf = (namespace: string, id: string) => id === namespace || id.startsWith(`${namespace}#`);
  const partsOf = (namespace: string) => [...parts].filter(([id]) => isOf(namespace, id)).map(([id, xml]) => ({ id, xml }));
  const freeId = (namespace: string): string => {
    const ids = [namespace, ...Array.from({ length: parts.size + 1 }, (_, index) => `${namespace}#${index + 2}`)];
    return ids.find((id) => !parts.has(id)) ?? namespace;
  };
  const failWhen = (fails: boolean) => {
    if (fails) throw new AppError("WORKBOOK_BUSY", "A cell is being edited.", { hint: "Finish editing the cell." });
  };
  return {
    tables,
    parts,
    hidden,
    refreshes,
    failing,
    activeCell: () => Promise.resolve({ sheetId: "sheet-1", row: 0, column: 0 }),
    async insertTable({ content, confirm, hidden: notShown }, signal) {
      signal.throwIfAborted();
      failWhen(failing.insert);
      const id = `table-${tables.size + 1}`;
      tables.set(id, content);
      if (notShown) hidden.set(id, notShown);
      try {
        await confirm?.(written(id, content));
      } catch (failure) {
        tables.delete(id);
        throw failure;
      }
      return written(id, content);
    },
    async refreshTable({ id }, refresh, signal) {
      const { content, confirm } = refresh;
      signal.throwIfAborted();
      failWhen(failing.replace);
      const standing = tables.get(id) ?? { headers: [], rows: [], formats: [] };
      const before = standing.rows.length;
      const more = content.rows.length - before;
      tables.set(id, content);
      refreshes.push(refresh);
      const counts = { added: Math.max(0, more), changed: Math.min(before, content.rows.length), gone: Math.max(0, -more) };
      const refreshed: RefreshedTable = { ...written(id, content), placed: "position", note: null, ...counts };
      try {
        await confirm?.(refreshed);
      } catch (failure) {
        tables.set(id, standing);
        throw failure;
      }
      return refreshed;
    },
    selectTable: ({ id }) => Promise.resolve(tables.has(id)),
    deleteTable: ({ id }) => Promise.resolve(tables.delete(id)),
    findTable: ({ id }) => Promise.resolve(tables.has(id) ? locate(id) : null),
    readPart: (namespace) => Promise.resolve(parts.get(namespace) ?? null),
    readParts: (namespace) => Promise.resolve(partsOf(namespace)),
    writePart: ({ namespace, xml, replaces = [namespace], read }) =>
      Promise.resolve().then(() => {
        failWhen(failing.part);
        if (read && JSON.stringify(read) !== JSON.stringify(partsOf(namespace))) return "changed";
        const [first = freeId(namespace), ...others] = replaces;
        parts.set(first, xml);
        for (const other of others) parts.delete(other);
        return "written";
      }),
  };
}
