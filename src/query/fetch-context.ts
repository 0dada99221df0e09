import type { RowSource } from "../table/row-source";
import type { Ledger } from "./ledger";

/** What the fetches of one run are carried out with. */
export type FetchContext = { readonly source: RowSource; readonly ledger: Ledger };
