import type { ApiObject } from "../api-object";
import type { Company } from "../company/company";
import { createCollection, type Collection } from "./collection";
import { createPast, type Past } from "./past";

/** Everything one account holds. */
export type Database = {
  readonly account: string;
  /** The account itself, as `/v1/account` shows it. */
  readonly self: ApiObject;
  /** The objects of a resource; `a|b` are the objects of either, read-only. */
  collection(resource: string): Collection;
  /** Finds an object of any resource by its id. */
  find(id: string): ApiObject | undefined;
  /** Takes an object away and remembers that it was there. */
  bury(object: ApiObject): void;
  /** The resource of an object that was taken away. */
  buriedResource(id: string): string | undefined;
  /** What objects were before their last changes. */
  readonly past: Past;
};

/** A company and the accounts that are connected to its own. */
export type Holdings = Company & { readonly accounts: readonly ApiObject[] };

/** Opens a company's objects for look-ups and changes; former selves of objects are kept for `keptMs` milliseconds. */
export function createDatabase(self: ApiObject, { objects, hidden, accounts }: Holdings, keptMs = 0): Database {
  const collections = new Map([["account", createCollection(accounts, hidden)]]);
  const buried = new Map<string, string>();
  const open = (resource: string): Collection => {
    const known = collections.get(resource);
    if (known) return known;
    const initial = resource.split("|").flatMap((each) => objects.get(each) ?? []);
    const fresh = createCollection(initial, hidden);
    collections.set(resource, fresh);
    return fresh;
  };
  for (const resource of objects.keys()) open(resource);
  return {
    account: self.id,
    self,
    collection: open,
    find(id) {
      if (id === self.id) return self;
      for (const collection of collections.values()) {
        const found = collection.get(id);
        if (found) return found;
      }
      return undefined;
    },
    bury(object) {
      open(object.object).remove(object.id);
      buried.set(object.id, object.object);
    },
    buriedResource: (id) => buried.get(id),
    past: createPast(keptMs),
  };
}
