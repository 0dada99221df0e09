import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { valueKinds } from "../../src/catalog/catalog-table";
import { decodeColumns } from "../../src/catalog/decode-columns";
import { decodeTables } from "../../src/catalog/decode-tables";
import { encodeTables } from "../tools/catalog/encode";
import type { ColumnSource, TableSource } from "../tools/catalog/model";

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const named = <T extends { name: string }>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { selector: (each) => each.name, minLength: 1, maxLength: 5 });

const value: fc.Arbitrary<ColumnSource> = fc
  .record({ name, kind: fc.constantFrom(...valueKinds), nullable: fc.boolean(), asked: fc.boolean(), list: fc.boolean(), reference: fc.boolean() })
  .map(({ name, kind, nullable, asked, list, reference }) => ({
    name,
    kind,
    nullable,
    ...(asked ? { includable: true } : {}),
    ...(list ? { list: true } : {}),
    ...(reference ? { expandable: "customer|account" } : {}),
  }));
const group: fc.Arbitrary<ColumnSource> = fc.record({ name, kind: fc.constant("group"), nullable: fc.boolean(), members: named(value) });
const embedded: fc.Arbitrary<ColumnSource> = fc.record({
  name,
  kind: fc.constant("resource"),
  nullable: fc.boolean(),
  resource: name.map((each) => `other.${each}`),
  members: named(value),
});
const columns = named(fc.oneof(value, group, embedded)).filter((all) => {
  const resources = all.flatMap(({ resource }) => resource ?? []);
  return new Set(resources).size === resources.length;
});

const table = (sources: readonly ColumnSource[]): TableSource => ({
  name: "things",
  kind: "list",
  path: "/v1/things",
  retrievable: true,
  resource: "thing",
  parents: [],
  filters: [],
  columns: sources,
  pages: true,
  newestFirst: false,
  searchable: false,
});

/** Names, kinds and nullability as flattening must give them. */
const flat = (sources: readonly ColumnSource[]) =>
  sources.flatMap(({ members, ...column }) =>
    (members ?? [null]).map((member) => ({
      name: member === null ? column.name : `${column.name}_${member.name}`,
      kind: (member ?? column).kind,
      nullable: column.nullable || member?.nullable === true,
      expandable: (member ?? column).expandable,
      includable: (member ?? column).includable,
      list: (member ?? column).list,
    })),
  );

describe("the packed form of the columns", () => {
  test("gives back, flattened, whatever was packed", () => {
    fc.assert(
      fc.property(columns, (sources) => {
        const [decoded] = decodeTables(encodeTables([table(sources)], { sdk: "1", api: "2" }));
        const found = decoded?.columns.map(({ name, kind, nullable, expandable, includable, list }) => ({
          name,
          kind,
          nullable,
          expandable,
          includable,
          list,
        }));
        expect(found).toEqual(flat(sources));
      }),
    );
  });

  test("makes JSON of an object inside an embedded resource", () => {
    const resources = { thing: "price@price", price: "id,recurring(interval),plan@plan", plan: "id" };
    expect(decodeColumns("thing", resources).map(({ name, kind }) => [name, kind])).toEqual([
      ["price_id", "text"],
      ["price_recurring", "json"],
      ["price_plan", "json"],
    ]);
  });

  test("is refused where it cannot be read", () => {
    expect(() => decodeColumns("thing", { thing: "id,=x" })).toThrow("not readable at 3");
  });
});
