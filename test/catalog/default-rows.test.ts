import { describe, expect, test } from "@jest/globals";
import { catalogTables, findCatalogTable } from "../../src/catalog/catalog";
import type { CatalogFilter, CatalogTable } from "../../src/catalog/catalog-table";
import { choicesThatHideNothing } from "../../src/catalog/default-rows";
import { judgementOf } from "../../src/catalog/judgement";

/** Kinds of parameters that can have a value that Stripe takes for granted. */
const choosing: ReadonlySet<CatalogFilter["kind"]> = new Set(["boolean", "enum", "list", "object"]);
const decided = choicesThatHideNothing.flatMap(({ parameters }) => parameters);

/** The parameters that choose among a table's rows, without those that every call of it sends. */
function choicesOf(table: CatalogTable): readonly string[] {
  const sent = (judgementOf(table).listWith ?? []).flatMap((set) => Object.keys(set)).map((name) => name.replace("[0]", ""));
  return table.filters
    .filter(({ name, kind }) => choosing.has(kind) && !sent.includes(name))
    .map(({ name }) => `${table.name}.${name}`);
}

function undecided(table: CatalogTable): readonly string[] {
  return choicesOf(table).filter((choice) => !decided.includes(choice));
}

describe("a list call without parameters", () => {
  test("hides no row of any table unnoticed: every parameter that chooses among rows is decided on", () => {
    expect(catalogTables().flatMap(undecided)).toEqual([]);
  });

  test("cannot begin to hide rows unnoticed: a new parameter is undecided until somebody looks at it", () => {
    const customers = findCatalogTable("customers")!;
    const later = { ...customers, filters: [...customers.filters, { name: "archived", kind: "boolean" as const }] };
    expect([undecided(customers), undecided(later)]).toEqual([[], ["customers.archived"]]);
  });

  test("is decided on once, for parameters that exist and that no call sends", () => {
    const choices = new Set(catalogTables().flatMap(choicesOf));
    expect(decided.filter((choice) => !choices.has(choice))).toEqual([]);
    expect(decided).toHaveLength(new Set(decided).size);
  });
});
