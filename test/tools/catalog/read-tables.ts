import type ts from "typescript";
import type { ColumnSource, TableSource } from "./model";
import { namedPath, parentsOf, tableName } from "./names";
import type { ColumnReader } from "./read-columns";
import { createColumnReader } from "./read-columns";
import { readListParameters } from "./read-filters";
import type { SdkOperation } from "./sdk-operations";
import { readOperations } from "./sdk-operations";
import type { Sdk } from "./sdk-program";
import type { Signature } from "./sdk-signatures";
import { createSignatureReader } from "./sdk-signatures";
import singletons from "./singletons.json";
import type { TypeFacts } from "./type-facts";
import { createTypeFacts, nameOf } from "./type-facts";

/** How the documentation of a list says that the newest object comes first. */
const promisesNewestFirst =
  /most recent(ly created)? [\w ]+ (appearing|appear) first|descending order by creation|most recently created [\w ]+ at the top/;

type Context = {
  readonly facts: TypeFacts;
  readonly readColumns: ColumnReader;
  readonly signature: (operation: SdkOperation) => Signature;
  /** `GET /v1/charges/{}` and so on. */
  readonly known: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
};

/** Every table that the SDK declares, sorted by name. */
export function readTables(sdk: Sdk): TableSource[] {
  const operations = readOperations(sdk.scripts).filter(({ path }) => /^\/v[12]\//.test(path));
  const lists = uniqueByPath(operations.filter(({ methodType }) => methodType === "list"));
  const singles = uniqueByPath(operations.filter(isSingleton));
  const facts = createTypeFacts(sdk.checker);
  const context: Context = {
    facts,
    readColumns: createColumnReader(facts),
    signature: createSignatureReader(sdk),
    known: new Set(operations.map(({ httpMethod, path }) => `${httpMethod} ${path}`)),
    listed: new Set(lists.map(({ path }) => path)),
  };
  const tables = [...lists, ...singles].map((operation) => readTable(operation, context));
  return tables.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isSingleton({ httpMethod, methodType, path }: SdkOperation): boolean {
  return httpMethod === "GET" && methodType === null && singletons.tables.includes(path);
}

function uniqueByPath(operations: readonly SdkOperation[]): SdkOperation[] {
  return [...new Map(operations.map((operation) => [operation.path, operation])).values()];
}

function readTable(operation: SdkOperation, context: Context): TableSource {
  const { path } = operation;
  const api = path.startsWith("/v2/") ? "v2" : "v1";
  const { params, row, doc } = context.signature(operation);
  const { filters, pages, include } = readListParameters(params, context.facts);
  const isList = operation.methodType === "list";
  const columns = markIncluded(context.readColumns(row, api), include);
  return {
    name: tableName(path),
    kind: isList ? "list" : "singleton",
    path: namedPath(path),
    retrievable: context.known.has(`GET ${path}/{}`),
    resource: resourceName(row, context.facts),
    parents: parentsOf(path, context.listed),
    filters,
    columns,
    pages: isList && (pages || api === "v2"),
    newestFirst: promisesNewestFirst.test(doc) && columns.some(({ name }) => name === "created" || name === "date"),
    searchable: context.known.has(`GET ${path}/search`),
  };
}

function resourceName(row: ts.Type, facts: TypeFacts): string {
  const names = new Set(facts.parts(row).map(facts.resourceOf).filter((name) => name !== null));
  return names.size > 0 ? [...names].join("|") : nameOf(row);
}

/** The second API leaves these paths out unless `include` asks for them. */
function markIncluded(columns: readonly ColumnSource[], include: readonly string[], prefix = ""): ColumnSource[] {
  return columns.map((column) => {
    const path = prefix + column.name;
    const members = column.members && markIncluded(column.members, include, `${path}.`);
    return {
      ...column,
      ...(members ? { members } : {}),
      ...(include.includes(path) ? { includable: true } : {}),
    };
  });
}
