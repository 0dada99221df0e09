import type { ExtractedRows, ExtractOptions } from "./extract-rows";
import type { PreparedRun } from "./prepare-run";

/** A pass, and another one at once when it turned out that SQLite has to compare keys by itself. */
export function passOnce({ statement, reader }: Pick<PreparedRun, "statement" | "reader">, options: ExtractOptions): ExtractedRows {
  const extracted = statement.pass(options);
  if (!reader.takeDoubt()) return extracted;
  reader.takeMisses();
  statement.compileAgain();
  return statement.pass(options);
}
