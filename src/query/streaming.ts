/**
 * Operations of SQLite's virtual machine (https://www.sqlite.org/opcode.html) that need all rows of their input before
 * the first row comes out.
 */
const gathering: ReadonlySet<string> = new Set(["AggStep", "AggStep1", "SorterOpen", "SorterInsert", "SorterSort", "Sort"]);

/** Whether a program hands out rows while it still reads, so that a limit on them ends the reading early. */
export function streamsRows(operations: readonly string[]): boolean {
  return operations.every((operation) => !gathering.has(operation));
}
