import { AppError } from "../../src/base/app-error";
import type { TableContent, TableLocation, Workbook, WrittenTable } from "../../src/platform/ports";

export type MemoryWorkbook = Workbook & {
  /** Content of each table by id. */
  readonly tables: Map<string, TableContent>;
  readonly parts: Map<string, string>;
  /** Makes the next writes of a kind fail. */
  readonly failing: { insert: boolean; replace: boolean; part: boolean };
};

/** A workbook as the app sees it: tables and parts in memory. */
export function createMemoryWorkbook(): MemoryWorkbook {
  const tables = new Map<string, TableContent>();
  const parts = new Map<string, string>();
  const failing = { insert: false, replace: false, part: false };
  const locate = (id: string): TableLocation => ({ id, name: id, sheet: "Sheet1", address: "Sheet1!A1:B2" });
  const written = (id: string, { headers }: TableContent): WrittenTable => ({
    location: locate(id),
    columns: headers.map((header, index) => ({ header, columnId: index + 1 })),
  });
  const failWhen = (fails: boolean) => {
    if (fails) throw new AppError("WORKBOOK_BUSY", "A cell is being edited.", { hint: "Finish editing the cell." });
  };
  return {
    tables,
    parts,
    failing,
    async insertTable({ content, confirm }, signal) {
      signal.throwIfAborted();
      failWhen(failing.insert);
      const id = `table-${tables.size + 1}`;
      tables.set(id, content);
      try {
        await confirm?.(written(id, content));
      } catch (failure) {
        tables.delete(id);
        throw failure;
      }
      return written(id, content);
    },
    refreshTable: ({ id }, { content }, signal) =>
      Promise.resolve().then(() => {
        signal.throwIfAborted();
        failWhen(failing.replace);
        const before = tables.get(id)?.rows.length ?? 0;
        const more = content.rows.length - before;
        tables.set(id, content);
        const counts = { added: Math.max(0, more), changed: Math.min(before, content.rows.length), gone: Math.max(0, -more) };
        return { ...written(id, content), placed: "position", note: null, ...counts };
      }),
    selectTable: ({ id }) => Promise.resolve(tables.has(id)),
    deleteTable: ({ id }) => Promise.resolve(tables.delete(id)),
    findTable: ({ id }) => Promise.resolve(tables.has(id) ? locate(id) : null),
    readPart: (namespace) => Promise.resolve(parts.get(namespace) ?? null),
    writePart: ({ namespace, xml }) =>
      Promise.resolve().then(() => {
        failWhen(failing.part);
        parts.set(namespace, xml);
      }),
  };
}
