import type { CatalogColumn, ValueKind } from "./catalog-table";
import { valueKinds } from "./catalog-table";
import { kindMarks } from "./encoding";
import { withCurrencies } from "./money-currency";

/** One entry of an encoded resource, not yet flattened. */
type Entry = {
  readonly name: string;
  readonly kind: ValueKind;
  readonly nullable: boolean;
  readonly includable: boolean;
  readonly list: boolean;
  readonly expandable: string | null;
  readonly members: readonly Entry[] | null;
  readonly embedded: string | null;
};

const entryPattern = /([A-Za-z0-9_]+)([#%!~$&]?)(\?)?(\+)?(\*)?(?:>([^,()]+)|@([^,()]+))?(\()?/y;

const kindOfMark = new Map(valueKinds.map((kind) => [kindMarks[kind], kind]));

/** Decodes a resource's columns and flattens nested objects and embedded resources one level. */
export function decodeColumns(resource: string, resources: Readonly<Record<string, string>>): CatalogColumn[] {
  const entriesOf = (name: string): readonly Entry[] => parseEntries(resources[name] ?? "");
  const columns = entriesOf(resource).flatMap((entry) => {
    const members = entry.embedded === null ? entry.members : entriesOf(entry.embedded);
    if (members === null) return [column(entry, null)];
    return members.map((member) => column(member, entry));
  });
  return withCurrencies(columns);
}

function column(entry: Entry, owner: Entry | null): CatalogColumn {
  const path = owner === null ? [entry.name] : [owner.name, entry.name];
  const nests = owner !== null && (entry.members !== null || entry.embedded !== null);
  return {
    name: path.join("_"),
    path,
    kind: nests ? "json" : entry.kind,
    nullable: entry.nullable || owner?.nullable === true,
    ...(entry.expandable === null ? {} : { expandable: entry.expandable }),
    ...inclusion(entry, owner),
    ...(entry.list ? { list: true } : {}),
  };
}

/** A part of an object that is left out is asked for by the name of the object. */
function inclusion(entry: Entry, owner: Entry | null): Pick<CatalogColumn, "includable" | "includePath"> {
  if (owner?.includable === true) return { includable: true, includePath: owner.name };
  if (!entry.includable) return {};
  return { includable: true, includePath: owner === null ? entry.name : `${owner.name}.${entry.name}` };
}

function parseEntries(text: string): Entry[] {
  let at = 0;
  const list = (): Entry[] => {
    const entries: Entry[] = [];
    while (at < text.length && text[at] !== ")") {
      entries.push(entry());
      if (text[at] === ",") at++;
    }
    at++;
    return entries;
  };
  const entry = (): Entry => {
    entryPattern.lastIndex = at;
    const match = entryPattern.exec(text);
    if (match === null) throw new Error(`catalog entry not readable at ${at}: ${text.slice(at, at + 40)}`);
    at = entryPattern.lastIndex;
    const [, name = "", mark = "", nullable, includable, isList, expandable, embedded, opens] = match;
    return {
      name,
      kind: kindOfMark.get(mark) ?? "text",
      nullable: nullable !== undefined,
      includable: includable !== undefined,
      list: isList !== undefined,
      expandable: expandable ?? null,
      embedded: embedded ?? null,
      members: opens === undefined ? null : list(),
    };
  };
  return list();
}
