import type { SqlValue } from "../../table/column";
import type { Conditions, Narrowing, Range } from "../../table/row-source";
import type { TablePlan } from "../declare-table";
import type { TimeZone } from "../time-zone";
import { hasMetadata, hasPart, isAtLeast, isAtMost, isNotText, isNumber, isText } from "./clauses";
import type { SearchField, SearchPlan } from "./declare-search";

/** Stripe takes no more clauses in one query. */
const mostClauses = 10;

/** Fields of few different values: they alone do not make a search worth while. */
const broadFields: ReadonlySet<string> = new Set(["currency", "status", "type"]);

/**
 * The query whose answer has every row that meets the conditions, in Stripe's search language; `null` where a search does not
 * pay: the table has none, the list narrows as well, or nothing selective can be said.
 */
export function searchQueryOf(plan: TablePlan, conditions: Conditions, narrowing: Narrowing): string | null {
  const { search } = plan;
  if (search === null || listNarrows(plan, conditions)) return null;
  const selective = clausesOf(search, narrowing, isSelective);
  if (selective.length === 0) return null;
  const others = [
    ...clausesOf(search, narrowing, (field, value) => !isSelective(field, value)),
    ...clausesOf(search, { ...conditions, contains: {}, metadata: {} }, () => true),
  ];
  return [...new Set([...selective, ...others])].slice(0, mostClauses).join(" AND ");
}

/** A condition such as `customer = 'cus_…'` leaves few rows, and the list has them all, at once. */
function listNarrows({ filters, catalog }: TablePlan, { equals }: Conditions): boolean {
  return filters.some((one) => {
    const value = equals[one.filter.column];
    if (one.kind !== "equal" || value === undefined || broadFields.has(one.parameter)) return false;
    const kind = catalog.filters.find(({ name }) => name === one.parameter)?.kind;
    return kind === "text" && one.write(value) !== null;
  });
}

type IsWanted = (field: SearchField, value: SqlValue | undefined) => boolean;

/** `value`: what the column is to be equal to. Most charges are not disputed, so only "yes" is selective. */
const isSelective: IsWanted = ({ field, kind }, value) => !broadFields.has(field) && !(kind === "boolean" && value !== 1);

function clausesOf(search: SearchPlan, asked: Narrowing, isWanted: IsWanted): readonly string[] {
  const fields = search.fields.filter((field) => isWanted(field, asked.equals[field.column]));
  const clauses = fields.flatMap((field) => [
    equalClause(field, asked.equals[field.column], search.zone),
    partClause(field, asked.contains[field.column]),
    ...rangeClauses(field, asked.ranges[field.column] ?? {}, search.zone),
  ]);
  const metadata = search.metadata ? Object.entries(asked.metadata).map(([key, value]) => hasMetadata(key, value)) : [];
  return [...clauses, ...metadata].filter((clause) => clause !== null);
}

type SayEqual = (field: string, value: SqlValue, zone: TimeZone) => string | null;

const equalClauses: Readonly<Record<SearchField["kind"], SayEqual>> = {
  text: (field, value) => (typeof value === "string" ? (isText(field, value) ?? hasPart(field, value)) : null),
  token: (field, value) => (typeof value === "string" ? isText(field, value) : null),
  // "false" says less than "not true": of `refunded` it means that a part was.
  boolean: (field, value) => (value === 1 ? isText(field, "true") : value === 0 ? isNotText(field, "true") : null),
  number: (field, value) => (typeof value === "number" ? isNumber(field, value) : null),
  time: (field, value, zone) => {
    const instant = instantOf(value, zone.earliest);
    return instant !== null && instant === instantOf(value, zone.latest) ? isNumber(field, instant) : null;
  },
};

function equalClause({ field, kind }: SearchField, value: SqlValue | undefined, zone: TimeZone): string | null {
  return value === undefined ? null : equalClauses[kind](field, value, zone);
}

function partClause({ field, kind }: SearchField, text: string | undefined): string | null {
  return kind === "text" && text !== undefined ? hasPart(field, text) : null;
}

/** Both bounds inclusive and rounded outwards, so that no row is lost. */
function rangeClauses({ field, kind }: SearchField, range: Range, zone: TimeZone): readonly (string | null)[] {
  if (kind !== "number" && kind !== "time") return [];
  const read = (values: readonly (SqlValue | undefined)[], toInstant: (text: string) => number | null): number[] =>
    values
      .map((value) => (kind === "time" ? instantOf(value, toInstant) : typeof value === "number" ? value : null))
      .filter((value) => value !== null);
  const low = read([range.gt, range.gte], zone.earliest);
  const high = read([range.lt, range.lte], zone.latest);
  return [
    low.length > 0 ? isAtLeast(field, Math.max(...low)) : null,
    high.length > 0 ? isAtMost(field, Math.min(...high)) : null,
  ];
}

function instantOf(value: SqlValue | undefined, toInstant: (text: string) => number | null): number | null {
  return typeof value === "string" ? toInstant(value) : null;
}
