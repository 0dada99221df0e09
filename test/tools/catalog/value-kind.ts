import type { ValueKind } from "../../../src/catalog/catalog-table";
import rules from "./value-kind.json";

/** Where a number or a text stands, as names of properties from the object down. */
export type ValuePlace = { readonly path: readonly string[]; readonly doc: string };

const money = new RegExp(rules.money.pattern);
const moneyNames = new Set<string>(rules.money.names);
const notMoney = new Set<string>(rules.money.except);
const timestamp = new RegExp(rules.timestamp.pattern);
const timestampNames = new Set<string>(rules.timestamp.names);
const timestampDoc = /since the Unix epoch|[Uu]nix timestamp|Unix time/;
const fractional = new RegExp(rules.fractional.pattern);
const fractionalNames = new Set<string>(rules.fractional.names);
const isoDoc = /RFC ?3339|ISO ?8601 (date and time|timestamp)/;

/** What a number is. The rules are names, reviewed in value-kind.json, because declarations only say `number`. */
export function numberKind({ path, doc }: ValuePlace): ValueKind {
  const last = path.at(-1) ?? "";
  const full = path.join(".");
  if (timestampDoc.test(doc) || timestamp.test(last) || timestampNames.has(full)) return "timestamp";
  if (fractional.test(last) || fractionalNames.has(full)) return "number";
  if (notMoney.has(full)) return "integer";
  return money.test(last) || moneyNames.has(full) ? "money" : "integer";
}

/** What a text of /v2 is: instants are ISO 8601 text there. */
export function textKindV2({ path, doc }: ValuePlace): ValueKind {
  const last = path.at(-1) ?? "";
  return timestamp.test(last) || isoDoc.test(doc) ? "timestamp" : "text";
}
