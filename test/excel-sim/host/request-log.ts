import { actionTypes, type ObjectPath, pathTypes, type RichApiAction, type RichApiRequest } from "../rich-api/protocol";

/** One `sync` of the add-in, readable. */
export type RecordedRequest = {
  /** What was asked, in order: `workbook.worksheets.getItem("{…}").getRange("A1:B2").values = [2 x 2]`. */
  readonly actions: readonly string[];
  /** Length of the request's text, what the 5 MB limit counts. */
  readonly length: number;
  /** Code of the failure that the host answered with, or `null`. */
  readonly error: string | null;
  /** Whether it went to a service (custom functions, ribbon, runtime) and not to the workbook. */
  readonly toService: boolean;
};

/** Describes a request for the log. */
export function recordRequest(request: RichApiRequest, length: number, error: string | null): RecordedRequest {
  return { actions: request.Actions.flatMap((action) => describeAction(request, action)), length, error, toService: goesToService(request) };
}

/** Whether a request is for a service (custom functions, ribbon, runtime) and not for the workbook. */
export function goesToService({ ObjectPaths: paths }: RichApiRequest): boolean {
  const types = Object.values(paths).map((path) => path.ObjectPathType);
  return types.includes(pathTypes.newObject) && types.every((type) => type === pathTypes.newObject || type === pathTypes.global);
}

/** Whether office.js only lets go of ranges that it tracked, as it does after each `Excel.run`. */
export function isHousekeeping({ Actions: actions }: RichApiRequest): boolean {
  const methods = actions.filter(({ ActionType: type }) => type !== actionTypes.instantiate);
  return methods.length > 0 && methods.every(({ Name: name }) => name === "_RemoveReference");
}

type Describe = (target: string, action: RichApiAction) => string;

const descriptions: Readonly<Record<number, Describe>> = {
  [actionTypes.method]: (target, { Name = "", ArgumentInfo }) => `${target}.${camel(Name)}(${describeArguments(ArgumentInfo?.Arguments)})`,
  [actionTypes.setProperty]: (target, { Name = "", ArgumentInfo }) => `${target}.${camel(Name)} = ${describeValue(ArgumentInfo?.Arguments?.[0])}`,
  [actionTypes.query]: (target, { QueryInfo }) => `${target}.load(${describeValue(QueryInfo?.Select?.join(",") ?? "")})`,
};

/** The bookkeeping of office.js (`_KeepReference`, instantiation) is left out. */
function describeAction({ ObjectPaths: paths }: RichApiRequest, action: RichApiAction): string[] {
  if (action.Name?.startsWith("_")) return [];
  const target = describePath(paths, action.ObjectPathId);
  const describe = descriptions[action.ActionType];
  if (describe) return [describe(target, action)];
  return action.ActionType === actionTypes.instantiate && creates(paths[action.ObjectPathId ?? 0]) ? [target] : [];
}

/** Methods that make something (`tables.add`) reach the host as object paths; they are logged where they are made. */
const creates = (path: ObjectPath | undefined): boolean =>
  path?.ObjectPathType === pathTypes.method && /^(Add|Insert)/.test(path.Name ?? "");

function describePath(paths: Readonly<Record<string, ObjectPath>>, id: number | undefined): string {
  const path = paths[id ?? 0];
  return path ? (pathDescriptions[path.ObjectPathType]?.(path, paths) ?? "null") : "null";
}

type DescribePath = (path: ObjectPath, paths: Readonly<Record<string, ObjectPath>>) => string;

const parentOf: DescribePath = (path, paths) => describePath(paths, path.ParentObjectPathId);
const nameOf: DescribePath = ({ Name = "" }) => Name;

const pathDescriptions: Readonly<Record<number, DescribePath>> = {
  [pathTypes.global]: () => "workbook",
  [pathTypes.newObject]: nameOf,
  [pathTypes.reference]: nameOf,
  [pathTypes.property]: (path, paths) => `${parentOf(path, paths)}.${camel(nameOf(path, paths))}`,
  [pathTypes.method]: (path, paths) => `${parentOf(path, paths)}.${camel(nameOf(path, paths))}(${describeArguments(path.ArgumentInfo?.Arguments)})`,
  [pathTypes.indexer]: (path, paths) => `${parentOf(path, paths)}.getItem(${describeArguments(path.ArgumentInfo?.Arguments)})`,
};

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const describeArguments = (args: readonly unknown[] = []): string => args.map(describeValue).join(", ");

/** Small values as they are, matrices by their size. */
function describeValue(value: unknown): string {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const columns = Array.isArray(rows[0]) ? rows[0].length : 0;
  return rows.length * columns > 1 ? `[${rows.length} x ${columns}]` : (JSON.stringify(value) ?? "undefined");
}
