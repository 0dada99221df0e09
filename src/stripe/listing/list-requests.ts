import { AppError } from "../../base/app-error";
import type { SqlValue } from "../../table/column";
import type { Conditions } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import type { FilterPlan } from "../declare-filters";
import type { TablePlan } from "../declare-table";
import { fillPath, leadsElsewhere, type Parameter, type StripeRequest } from "../request";

/** Rows of one page: the most that v1 gives, and what v2 is known to give. https://docs.stripe.com/api/pagination */
export const pageSize = { v1: "100", v2: "20" } as const;

/**
 * The first requests of the lists that together hold every row that meets the conditions: usually one, and more where one
 * plain call leaves rows out.
 * @throws AppError `SQL_FILTER_REQUIRED`
 */
export function listRequests(
  plan: TablePlan,
  conditions: Conditions,
  columns: readonly ColumnPlan[],
): readonly StripeRequest[] {
  const { catalog } = plan;
  const asked = askedParameters(plan, conditions);
  const inPath = new Set(catalog.parents.map(({ parameter }) => parameter));
  const path = fillPath(catalog.path, Object.fromEntries(asked));
  if (leadsElsewhere(path)) return [];
  const query = asked.filter(([name]) => !inPath.has(name));
  const always: readonly Parameter[] = [
    ...(catalog.kind === "list" && catalog.pages ? [["limit", pageSize[catalog.api]] as const] : []),
    ...expansions(columns).map((name) => expandParameter(plan, name)),
  ];
  return variants(plan.listWith, query).map((extra) => ({
    path,
    query: [...extra, ...query, ...always],
    endpoint: catalog.path,
  }));
}

/** What Stripe is asked with because of conditions and of what plain calls leave out, as its API writes it: `created[gte]=1767225600`. */
export function sentParameters(plan: TablePlan, conditions: Conditions): readonly string[] {
  const asked = askedParameters(plan, conditions);
  const extra = variants(plan.listWith, asked).flat();
  return [...new Set([...extra, ...asked].map(([name, value]) => `${name}=${value}`))];
}

/** Conditions that the lists need and that the query does not have: each row of another table gives a value in turn. */
export function unfedParents(plan: TablePlan, { equals }: Conditions): readonly FilterPlan[] {
  const given = new Set(
    plan.filters.flatMap((one) =>
      one.kind === "equal" && parameterValue(one.write, equals[one.filter.column]) !== null ? [one.parameter] : [],
    ),
  );
  return plan.filters.filter(({ filter, parameter }) => filter.eachOf !== undefined && !given.has(parameter));
}

/** The request that reads one row by key, or `null` where the API has none and for a key that no row can have. */
export function retrieveRequest({ catalog }: TablePlan, key: string, columns: readonly ColumnPlan[]): StripeRequest | null {
  if (catalog.retrieve === null) return null;
  const path = catalog.retrieve.replace(/\{\w+\}/, encodeURIComponent(key));
  if (leadsElsewhere(path)) return null;
  const parameter = catalog.api === "v2" ? "include[]" : "expand[]";
  return { path, query: expansions(columns).map((name) => [parameter, name]), endpoint: catalog.retrieve };
}

/** What the API must be asked to expand for these columns, each once. */
function expansions(columns: readonly ColumnPlan[]): readonly string[] {
  return [...new Set(columns.flatMap(({ expand }) => (expand === undefined ? [] : [expand])))];
}

function askedParameters(plan: TablePlan, { equals, ranges }: Conditions): readonly Parameter[] {
  const parameters = new Map<string, string>();
  for (const one of plan.filters) {
    if (one.kind === "range") {
      for (const [bound, value] of one.write(ranges[one.filter.column] ?? {})) parameters.set(`${one.parameter}[${bound}]`, value);
      continue;
    }
    const value = parameterValue(one.write, equals[one.filter.column]);
    if (value !== null && !parameters.has(one.parameter)) parameters.set(one.parameter, value);
    if (one.filter.required && !parameters.has(one.parameter)) throw filterRequired(plan, one.filter.column);
  }
  return [...parameters];
}

function parameterValue(write: (value: SqlValue) => string | null, value: SqlValue | undefined): string | null {
  return value === undefined ? null : write(value);
}

function filterRequired({ table }: TablePlan, column: string): AppError {
  return new AppError("SQL_FILTER_REQUIRED", `Stripe lists ${table.name} only for one ${column} at a time.`, {
    hint: `Add a condition such as WHERE ${column} = '…', or join on ${table.name}.${column}.`,
  });
}

/** The parameter sets of the judgement without what the query itself decides; the same again only where another came between. */
function variants(listWith: TablePlan["listWith"], query: readonly Parameter[]): readonly (readonly Parameter[])[] {
  const decided = new Set(query.map(([name]) => name));
  const left = listWith.map((set) => Object.entries(set).filter(([name]) => !decided.has(name)));
  const distinct = left.filter((set, index) => index === 0 || JSON.stringify(set) !== JSON.stringify(left[index - 1]));
  return distinct.length === 0 ? [[]] : distinct;
}

/** v1 lists expand below `data.`; v2 calls it `include`. https://docs.stripe.com/expand */
function expandParameter({ catalog }: TablePlan, name: string): Parameter {
  if (catalog.api === "v2") return ["include[]", name];
  return ["expand[]", catalog.kind === "list" ? `data.${name}` : name];
}
