import type { BalanceTie, TieLine } from "../../src/app/evidence/evidence-api";
import { moneyText } from "../../src/app/evidence/exact-money";

/** What a tie found, a sentence each; the first says how it ended. */
export function tieLines({ lines }: BalanceTie): readonly string[] {
  const compared = lines.filter(({ total, balance }) => total !== null && balance !== null);
  const differing = compared.filter(({ total, balance }) => total !== balance);
  const notes = [...new Set(lines.flatMap(({ note }) => note ?? []))];
  return [...outcome(compared, differing), ...differing.map(differenceOf), ...notes];
}

function outcome(compared: readonly TieLine[], differing: readonly TieLine[]): readonly string[] {
  if (compared.length === 0) return ["The balance could not be compared."];
  if (differing.length > 0) return ["The movements do not come to Stripe's balance."];
  const currencies = new Set(compared.map(({ currency }) => currency)).size;
  return [`The movements come to Stripe's balance${currencies === 1 ? "" : ` in all ${currencies} currencies`}.`];
}

function differenceOf({ column, currency, total, balance }: TieLine): string {
  const code = currency ?? "";
  return `${column}: ${code.toUpperCase()} differs by ${moneyText((total ?? 0n) - (balance ?? 0n), code)}.`;
}
