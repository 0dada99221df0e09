import { currencyExponent } from "../../catalog/currency";
import type { SqlValue } from "../../table/column";
import type { QueryResult, ResultColumn } from "../../table/query-result";
import { columnValues, toCells } from "../to-cells";
import type { FindTable } from "../to-table-content";
import { toMinor } from "./exact-money";

/** The sum of one money column over the rows of one currency. */
export type ControlTotal = {
  /** Header of the column in the sheet. */
  readonly column: string;
  /** In lower case, as Stripe writes it; `null`: not known. */
  readonly currency: string | null;
  /** Rows with an amount. */
  readonly rows: number;
  /** The sum in minor units; `null`: see `note`. */
  readonly minor: bigint | null;
  /** Why there is no sum, or how it came about; `null` where there is nothing to say. */
  readonly note: string | null;
};

/** A money column of a result; `repeats`: rows whose amount another row before them shows already, as far as the result tells. */
type Money = {
  readonly index: number;
  readonly column: string;
  readonly isMajor: boolean;
  readonly currencies: readonly SqlValue[] | Unsummed;
  readonly repeats: ReadonlySet<number>;
};

/** Why a column is not summed. */
type Unsummed = "currency not selected" | "the query uses the table twice, so the currency of a row is not clear" | "Stripe tells no currency";

/**
 * What the money columns of a result come to, one total a column and currency, in the order of the columns. Never a sum over
 * several currencies: where the currency of the rows cannot be told, there is one entry without a sum.
 */
export function controlTotals(result: QueryResult, findTable: FindTable): readonly ControlTotal[] {
  return moneyColumns(result, findTable).flatMap((money) =>
    typeof money.currencies === "string" ? [unsummed(result, money, money.currencies)] : sumsOf(result, money, money.currencies),
  );
}

function moneyColumns(result: QueryResult, findTable: FindTable): readonly Money[] {
  const { headers } = toCells({ ...result, rows: [] });
  return result.columns.flatMap((shown, index) => {
    const { type, name } = shown;
    if (type !== "money" && type !== "moneyMajor") return [];
    const told = { currencies: currenciesOf(result, shown, findTable), repeats: repeatsOf(result, shown, findTable) };
    return [{ index, column: headers[index] ?? name, isMajor: type === "moneyMajor", ...told }];
  });
}

/** For each row the currency of a money column, or why it cannot be told. */
function currenciesOf(result: QueryResult, { origin }: ResultColumn, findTable: FindTable): Money["currencies"] {
  if (origin === null) return "currency not selected";
  const wanted = findTable(origin.table)?.columns.find(({ name }) => name === origin.column)?.currencyColumn;
  if (wanted === undefined) return "Stripe tells no currency";
  const [index] = columnsOf(result, { table: origin.table, column: wanted });
  if (index === undefined) return "currency not selected";
  return isUsedTwice(result, origin.table) ? "the query uses the table twice, so the currency of a row is not clear" : columnValues(result, index);
}

type Origin = NonNullable<ResultColumn["origin"]>;

const columnsOf = ({ columns }: QueryResult, { table, column }: Origin): readonly number[] =>
  columns.flatMap(({ origin }, index) => (origin?.table === table && origin.column === column ? [index] : []));

/** Whether a column of the table comes twice with values that differ: then not all columns of a row are of one object. */
function isUsedTwice(result: QueryResult, table: string): boolean {
  const origins = result.columns.flatMap(({ origin }) => (origin?.table === table ? [origin] : []));
  return origins.some((origin) => {
    const [first = 0, ...others] = columnsOf(result, origin);
    return others.some((other) => result.rows.some((row) => row[first] !== row[other]));
  });
}

/** A join shows an object once for each object that it meets; that is told by the key of its table, where the query shows it. */
function repeatsOf(result: QueryResult, { origin }: ResultColumn, findTable: FindTable): ReadonlySet<number> {
  const key = origin && findTable(origin.table)?.key;
  const [index] = origin && key ? columnsOf(result, { table: origin.table, column: key }) : [];
  if (index === undefined) return new Set();
  const seen = new Set<SqlValue>();
  const repeats = new Set<number>();
  columnValues(result, index).forEach((value, row) => {
    if (seen.has(value)) repeats.add(row);
    else if (value !== null) seen.add(value);
  });
  return repeats;
}

function unsummed(result: QueryResult, { column, index }: Money, note: Unsummed): ControlTotal {
  const rows = columnValues(result, index).filter((value) => value !== null).length;
  return { column, currency: null, rows, minor: null, note };
}

type Sum = { rows: number; minor: bigint; exact: boolean; repeated: number };

function sumsOf(result: QueryResult, { index, column, isMajor, repeats }: Money, currencies: readonly SqlValue[]): readonly ControlTotal[] {
  const sums = new Map<string, Sum>();
  result.rows.forEach((row, at) => {
    const value = row[index] ?? null;
    if (value === null) return;
    const currency = String(currencies[at] ?? "").toLowerCase();
    const sum = sums.get(currency) ?? { rows: 0, minor: 0n, exact: true, repeated: 0 };
    const minor = toMinor(value, isMajor ? currencyExponent(currency) : 0);
    sums.set(currency, sum);
    sum.rows++;
    sum.minor += minor ?? 0n;
    sum.exact &&= minor !== null;
    if (repeats.has(at)) sum.repeated++;
  });
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => totalOf(column, currency, sum));
}

function totalOf(column: string, currency: string, { rows, minor, exact, repeated }: Sum): ControlTotal {
  if (!exact) return { column, currency: currency || null, rows, minor: null, note: "some amounts are too large to be added up exactly" };
  if (currency !== "") return { column, currency, rows, minor, note: repeated === 0 ? null : `${repeated} of the rows show an amount again that is in a row before` };
  return { column, currency: null, rows, minor: minor === 0n ? minor : null, note: "these rows have no currency" };
}
