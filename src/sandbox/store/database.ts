import type { ApiObject } from "../api-object";
import type { Company } from "../company/company";
import { createCollection, type Collection } from "./collection";

/** Everything one account holds. */
export type Database = {
  readonly account: string;
  /** The objects of a resource; `a|b` are the objects of either, read-only. */
  collection(resource: string): Collection;
  /** Finds an object of any resource by its id. */
  find(id: string): ApiObject | undefined;
  /** Takes an object away and remembers that it was there. */
  bury(object: ApiObject): void;
  isBuried(id: string): boolean;
};

/** Opens a company's objects for look-ups and changes. */
export function createDatabase(account: string, company: Company): Database {
  const collections = new Map<string, Collection>();
  const buried = new Set<string>();
  const open = (resource: string): Collection => {
    const known = collections.get(resource);
    if (known) return known;
    const objects = resource.split("|").flatMap((each) => company.objects.get(each) ?? []);
    const fresh = createCollection(objects, company.hidden);
    collections.set(resource, fresh);
    return fresh;
  };
  for (const resource of company.objects.keys()) open(resource);
  return {
    account,
    collection: open,
    find(id) {
      for (const collection of collections.values()) {
        const found = collection.get(id);
        if (found) return found;
      }
      return undefined;
    },
    bury(object) {
      open(object.object).remove(object.id);
      buried.add(object.id);
    },
    isBuried: (id) => buried.has(id),
  };
}
