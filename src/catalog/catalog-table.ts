/** What Stripe's own declarations say about a table. Generated data, read by the client, the sandbox and the app. */

/**
 * How Stripe sends a value.
 * `money` is an integer in minor units; `timestamp` is Unix seconds in v1 and ISO 8601 text in v2;
 * `json` is a list, a map or an object deeper than the one level that becomes columns.
 */
export const valueKinds = ["text", "integer", "number", "boolean", "timestamp", "money", "json"] as const;
export type ValueKind = (typeof valueKinds)[number];

export type CatalogColumn = {
  /** Flattened name: `billing_details_email`. */
  readonly name: string;
  /** Where the value is in the API object: `["billing_details", "email"]`. */
  readonly path: readonly string[];
  readonly kind: ValueKind;
  readonly nullable: boolean;
  /** Resource that the API puts in place of the id when expanded, such as `customer`. */
  readonly expandable?: string;
  /** Absent from lists unless asked for: `expand` in v1, `include` in v2. */
  readonly includable?: true;
  /** For an includable column: what to ask for, such as `line_items` or `price.tiers` (in a list of v1: `data.` before it). */
  readonly includePath?: string;
  /** A list object of Stripe's: only its first page is embedded, `has_more` tells whether there is more. */
  readonly list?: true;
  /** For money: the column of the same table that holds the currency code. Absent where the object carries none. */
  readonly currency?: string;
};

export type CatalogFilter = {
  /** Parameter name of the list call. */
  readonly name: string;
  readonly kind: "text" | "number" | "boolean" | "enum" | "range" | "list" | "object";
  readonly required?: true;
};

/** A `{placeholder}` of a nested list's path and the table whose key fills it; `null` where that parent has no list. */
export type CatalogParent = { readonly parameter: string; readonly table: string | null };

export type CatalogTable = {
  /** Canonical name, such as `balance_transactions`; published names do not change. */
  readonly name: string;
  /** `singleton`: one object without a list, shown as a table of one row. */
  readonly kind: "list" | "singleton";
  readonly api: "v1" | "v2";
  /** List path with placeholders, such as `/v1/charges` or `/v1/customers/{customer}/balance_transactions`. */
  readonly path: string;
  /** Path that reads one object by id, with placeholders, or `null`. */
  readonly retrieve: string | null;
  /** Stripe's resource name, such as `balance_transaction`. */
  readonly resource: string;
  readonly parents: readonly CatalogParent[];
  readonly filters: readonly CatalogFilter[];
  readonly columns: readonly CatalogColumn[];
  /** Column that identifies a row among those of one list, or `null`. */
  readonly key: string | null;
  /** False where the list has one page and takes no cursor. */
  readonly pages: boolean;
  /** Stripe documents that one call lists the most recently created object first. */
  readonly newestFirst: boolean;
  /** Search API: path and the fields that its query language takes, or `null`. */
  readonly search: { readonly path: string; readonly fields: readonly string[] } | null;
};

/** Hand-written judgement about one table; each part carries its reason as a comment where it is written. */
export type TableJudgement = {
  /** One sentence: what a row is. */
  readonly doc: string;
  /** Shown first and picked by default, in order. */
  readonly defaultColumns: readonly string[];
  /**
   * Parameter sets that together list every row, where one plain call does not
   * (`[{ status: "all" }]`, `[{ closed: "false" }, { closed: "true" }]`). They are read in this order, and objects change meanwhile:
   * what can go from a list to an earlier one needs that one again at the end. A condition of the query on the same parameter replaces them.
   */
  readonly listWith?: readonly Readonly<Record<string, string>>[];
  /** A look-up by id finds rows that the list never has. */
  readonly unlisted?: true;
  /** The column that the `created` filter is about, where it is not `created`. */
  readonly createdColumn?: string;
};

/** Rows that Stripe's events follow: the events of the resource itself, and these. */
export type EventJudgement = {
  /** Events about another resource change a row too: the one that this field of the event's object names. */
  readonly also?: readonly { readonly resource: string; readonly through: string }[];
  /** What a call must ask for, such as `refunds`, and whose changes these events announce as well; of all else they do not tell. */
  readonly including?: readonly string[];
  /** Types of the resource whose object is no row. */
  readonly except?: readonly string[];
  /** Types whose name says that an object was deleted, while its row stays. */
  readonly staying?: readonly string[];
};

/**
 * Rows that are added and never taken away; once a row's column has this value, the row does not change any more. No list is
 * filtered by what may still change.
 */
export type AppendJudgement = {
  readonly settled: { readonly column: string; readonly value: string | number };
  /** Stripe lists rows for so many days only. */
  readonly listedDays?: number;
};
