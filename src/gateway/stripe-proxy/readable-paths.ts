import { catalogTables } from "../../catalog/catalog";
import type { CatalogTable } from "../../catalog/catalog-table";

/** The parts of a path between its slashes; `null` stands for a placeholder. */
type Template = readonly (string | null)[];

let known: readonly Template[] | undefined;

/**
 * Whether the reads that our tables are made of have this path: a list, one object, or a search.
 * `segments`: the decoded parts between the slashes, such as `["v1", "charges", "ch_1"]`.
 */
export function isReadablePath(segments: readonly string[]): boolean {
  known ??= catalogTables().flatMap(pathsOf).map(toTemplate);
  return known.some((template) => template.length === segments.length && template.every((part, index) => part === null || part === segments[index]));
}

function pathsOf({ path, retrieve, search }: CatalogTable): readonly string[] {
  return [path, retrieve, search?.path ?? null].filter((one) => one !== null);
}

function toTemplate(path: string): Template {
  return path.slice(1).split("/").map((part) => (part.startsWith("{") ? null : part));
}
