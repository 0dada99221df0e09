import type { ApiObject } from "../api-object";
import type { Fields } from "../changes";
import { idFor } from "../company/id-prefix";
import type { Random } from "../company/random";
import { isRecord } from "../store/fields";
import { wholeNumber } from "./filter";
import { textOf, textsOf, type FormMap, type FormValue } from "./form";
import { badParameter, missingParameter } from "./refusal";

type Kind = "text" | "integer" | "boolean" | "map" | "list";

/** A resource that can be written through `/v1`: its parameters and what a new object is before they apply. */
export type Writable = {
  readonly parameters: Readonly<Record<string, Kind>>;
  readonly required: readonly string[];
  readonly blank: Fields;
};

/** The resources that can be written through `/v1`, by name. */
export const writables: Readonly<Record<string, Writable>> = {
  customer: {
    parameters: {
      address: "map",
      balance: "integer",
      description: "text",
      email: "text",
      invoice_prefix: "text",
      metadata: "map",
      name: "text",
      phone: "text",
      preferred_locales: "list",
      shipping: "map",
      tax_exempt: "text",
    },
    required: [],
    blank: {
      address: null,
      balance: 0,
      currency: null,
      customer_account: null,
      default_source: null,
      delinquent: false,
      description: null,
      discount: null,
      email: null,
      invoice_prefix: null,
      invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
      name: null,
      next_invoice_sequence: 1,
      phone: null,
      preferred_locales: [],
      shipping: null,
      tax_exempt: "none",
      test_clock: null,
    },
  },
  product: {
    parameters: {
      active: "boolean",
      description: "text",
      images: "list",
      metadata: "map",
      name: "text",
      shippable: "boolean",
      statement_descriptor: "text",
      unit_label: "text",
      url: "text",
    },
    required: ["name"],
    blank: {
      active: true,
      default_price: null,
      description: null,
      images: [],
      marketing_features: [],
      package_dimensions: null,
      shippable: null,
      statement_descriptor: null,
      tax_code: null,
      tax_details: null,
      type: "service",
      unit_label: null,
      url: null,
    },
  },
};

/** A new object from the parameters of a create call. */
export function buildObject(resource: string, parameters: FormMap, made: { random: Random; now: number }): ApiObject {
  const writable = writables[resource];
  for (const name of writable?.required ?? []) if (!parameters.has(name)) throw missingParameter(name);
  return {
    ...writable?.blank,
    ...(resource === "product" ? { updated: made.now } : {}),
    metadata: {},
    ...changedFields(resource, parameters, {}),
    id: idFor(made.random, resource),
    object: resource,
    created: made.now,
    livemode: false,
  };
}

/** The fields that the parameters of a create or update call set; an empty text unsets. */
export function changedFields(resource: string, parameters: FormMap, current: Fields): Fields {
  const kinds = writables[resource]?.parameters ?? {};
  const fields: Record<string, unknown> = {};
  for (const [name, value] of parameters) {
    const kind = kinds[name];
    if (kind) fields[name] = readField({ name, kind, value }, current[name]);
  }
  return fields;
}

type Field = { readonly name: string; readonly kind: Kind; readonly value: FormValue };

function readField({ name, kind, value }: Field, current: unknown): unknown {
  if (value === "") return name === "metadata" ? {} : null;
  switch (kind) {
    case "text":
      return textOf(value, name);
    case "integer":
      return wholeNumber(name, value);
    case "list":
      return textsOf(value, name);
    case "boolean": {
      const text = textOf(value, name);
      if (text !== "true" && text !== "false") throw badParameter(name, `Invalid boolean: ${text}`);
      return text === "true";
    }
    case "map":
      return mergeMap(name, value, isRecord(current) ? current : {});
  }
}

function mergeMap(name: string, value: FormValue, current: Fields): Fields {
  if (!(value instanceof Map)) throw badParameter(name, "Invalid object");
  const merged: Record<string, unknown> = { ...current };
  for (const [key, inner] of value) {
    if (inner !== "") merged[key] = inner instanceof Map ? mergeMap(`${name}[${key}]`, inner, {}) : inner;
    else if (name === "metadata") delete merged[key];
    else merged[key] = null;
  }
  return merged;
}
