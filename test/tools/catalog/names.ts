import type { CatalogParent } from "../../../src/catalog/catalog-table";
import names from "./names.json";

const exceptions: Readonly<Record<string, string>> = names.exceptions;

/**
 * Canonical table name of a list path (`{}` for each placeholder): the segments after `/v1` joined by `_`,
 * a parent in the singular, `v2_` in front of the second API; exceptions are reviewed in names.json.
 */
export function tableName(path: string): string {
  const exception = exceptions[path];
  if (exception !== undefined) return exception;
  const { api, segments } = splitPath(path);
  const words = segments.flatMap((segment, at) => {
    if (segment === "{}") return [];
    return [segments[at + 1] === "{}" ? singular(segment) : segment];
  });
  return (api === "v2" ? ["v2", ...words] : words).join("_");
}

/** Path with each placeholder named after its parent: `/v1/customers/{customer}/tax_ids`. */
export function namedPath(path: string): string {
  const segments = path.split("/");
  return segments.map((segment, at) => (segment === "{}" ? `{${singular(segments[at - 1] ?? "")}}` : segment)).join("/");
}

/** The placeholders of a list path; `listed` are the paths that are tables themselves. */
export function parentsOf(path: string, listed: ReadonlySet<string>): CatalogParent[] {
  const segments = path.split("/");
  return segments.flatMap((segment, at) => {
    if (segment !== "{}") return [];
    const parent = segments.slice(0, at).join("/");
    return [{ parameter: singular(segments[at - 1] ?? ""), table: listed.has(parent) ? tableName(parent) : null }];
  });
}

/** English singular of an API segment: `tax_ids` to `tax_id`, `event_summaries` to `event_summary`. */
function singular(word: string): string {
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(x|ss|ch)es$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, "");
}

function splitPath(path: string): { api: string; segments: string[] } {
  const [, api = "", ...segments] = path.split("/");
  return { api, segments };
}
