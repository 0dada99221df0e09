import { currencyExponent } from "../../catalog/currency";
import type { CellValue } from "../../platform/ports";
import type { App, RunContext, RunQuery } from "../app-api";
import type { TotalsRow } from "./audit-tables";
import type { BalanceTie, TieLine } from "./evidence-api";
import type { EvidenceKeeper, EvidenceNeed } from "./evidence-keeper";
import { dayIn, readAtCell } from "./evidence-of";
import { exactCell } from "./exact-money";
import { readBalanceTie } from "./read-balance-tie";

export type TieNeed = Pick<EvidenceNeed, "factsOf" | "clock"> & Pick<EvidenceKeeper, "write"> & { readonly run: App["runQuery"] };

/** Whose account it is, and how many requests it may take. */
export type TieRequest = { readonly connection: string } & Pick<RunQuery, "maxRequests">;

/** Reads the movements and the balance of a connection's account, and puts both on the sheet of totals. */
export async function tieBalance({ run, factsOf, write, clock }: TieNeed, request: TieRequest, context: RunContext): Promise<BalanceTie> {
  const { connection } = request;
  const { lines, asOf: readWhen } = await readBalanceTie({ run, request }, context);
  const asOf = readWhen ?? clock.now();
  const facts = await factsOf(connection, context.signal);
  const id = `balance:${connection.toLowerCase()}`;
  const told = { query: `Balance of ${connection}`, id, readAt: readAtCell(asOf, facts) };
  await write({ id, day: dayIn(asOf, facts), totals: lines.map((line) => toRow(line, told)) }, context.signal);
  return { connection, lines, asOf };
}

type Told = { readonly query: string; readonly id: string; readonly readAt: CellValue };

function toRow({ column, currency, rows, total, balance, note }: TieLine, { query, id, readAt }: Told): TotalsRow {
  const cell = (minor: bigint | null) => (minor === null ? null : exactCell(minor, currencyExponent(currency ?? "")));
  return {
    Query: query,
    Column: column,
    Currency: currency?.toUpperCase() ?? null,
    Rows: currency === null ? null : rows,
    Total: cell(total),
    Balance: cell(balance),
    Difference: total === null || balance === null ? null : cell(total - balance),
    "Read at": readAt,
    Note: note,
    "Query id": id,
  };
}
