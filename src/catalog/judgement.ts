import type { CatalogTable, TableJudgement } from "./catalog-table";
import { generalJudgement } from "./judgement/general";

const written: Readonly<Record<string, TableJudgement>> = {};

/** What is worth knowing about a table: written by hand for the tables people use, by a general rule for the rest. */
export function judgementOf(table: CatalogTable): TableJudgement {
  return written[table.name] ?? generalJudgement(table);
}
