import type { CommandInput, OptionDeclaration } from "./command";
import type { Rows } from "./formats/format";
import { formats, isFormatName } from "./formats/formats";
import type { CliIo } from "./io";

/** The option that names an output format. */
export const formatOption: OptionDeclaration = {
  value: "FORMAT",
  doc: "table (default), csv, json or ndjson",
  choices: Object.keys(formats),
};

/** Writes rows in the format of `--format`, in pieces that a slow reader can take. */
export async function printRows(rows: Rows, input: CommandInput, io: CliIo): Promise<void> {
  const name = input.text("format") ?? "table";
  if (!isFormatName(name)) throw new Error(`the parser lets ${name} through`);
  let waiting = "";
  for (const piece of formats[name](rows)) {
    waiting += piece;
    if (waiting.length < 64 * 1024) continue;
    io.signal.throwIfAborted();
    await io.write(waiting);
    waiting = "";
  }
  await io.write(waiting);
}
