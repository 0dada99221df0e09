import type { Row } from "../../../src/table/table";
import { fields, type TrueCharge } from "./charge-sandbox";

/** Whether the rows are exactly the charges: each once, with the values that the server has, in whatever order. */
export function areTheCharges(rows: readonly Row[], truth: readonly TrueCharge[]): boolean {
  const expected = new Map(truth.map((charge) => [charge.id, JSON.stringify(fields.map((name) => asRead(charge, name)))]));
  return rows.length === expected.size && rows.every((row) => take(expected, row[0]) === JSON.stringify(row));
}

/** Each id counts once. */
function take(expected: Map<unknown, string>, id: unknown): string | undefined {
  const text = expected.get(id);
  expected.delete(id);
  return text;
}

function asRead(charge: TrueCharge, name: (typeof fields)[number]): string | number | null {
  const value = charge[name];
  return name === "created" ? new Date(Number(value) * 1_000).toISOString().slice(0, 19).replace("T", " ") : value;
}
