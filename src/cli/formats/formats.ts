import { formatCsv } from "./csv";
import type { Format } from "./format";
import { formatJson, formatNdjson } from "./json";
import { formatTable } from "./table";

/** Every output format by its name on the command line. */
export const formats = {
  table: formatTable,
  csv: formatCsv,
  json: formatJson,
  ndjson: formatNdjson,
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof formats;

export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}
