import type { CatalogTable, TableJudgement } from "./catalog-table";
import { balance } from "./judgement/balance";
import { billing } from "./judgement/billing";
import { connect } from "./judgement/connect";
import { customers } from "./judgement/customers";
import { developers } from "./judgement/developers";
import { generalJudgement } from "./judgement/general";
import { issuing } from "./judgement/issuing";
import { payments } from "./judgement/payments";
import { products } from "./judgement/products";
import { tax } from "./judgement/tax";
import { terminal } from "./judgement/terminal";
import { treasury } from "./judgement/treasury";

/** Judgement written by hand, by table name. */
export const writtenJudgement: Readonly<Record<string, TableJudgement>> = {
  ...payments,
  ...billing,
  ...balance,
  ...customers,
  ...products,
  ...tax,
  ...connect,
  ...developers,
  ...issuing,
  ...treasury,
  ...terminal,
};

/** What is worth knowing about a table: written by hand for those that people use, by a general rule for the rest. */
export function judgementOf(table: CatalogTable): TableJudgement {
  return writtenJudgement[table.name] ?? generalJudgement(table);
}
