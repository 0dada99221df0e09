import type { CatalogTable } from "../../catalog/catalog-table";
import { readPermission, tablePermission } from "../../catalog/read-permissions";
import { masked, type Caller } from "./authenticate";
import { Refusal } from "./refusal";

/** Resources for which a refusal names another permission than the one that apps ask for. */
const namedInRefusals: Readonly<Record<string, string>> = { account: "accounts_kyc_basic_read" };

export type Wish = {
  readonly resource: string;
  readonly access: "read" | "write";
  readonly account: string;
  /** The table that lists it, where a nested list opens with its parent's permission. */
  readonly table?: CatalogTable;
};

/** The permissions of which a request needs one; the first is the one that a refusal names. */
function permissionsFor({ resource, access, table }: Omit<Wish, "account">): readonly [string, ...string[]] {
  const known = table === undefined ? readPermission(resource) : tablePermission(table);
  const plain = known ?? `${(resource.split("|")[0] ?? resource).replaceAll(".", "_")}_read`;
  const named = namedInRefusals[resource] ?? plain;
  return access === "read" ? [named, plain] : [asWrite(named), asWrite(plain)];
}

function asWrite(readName: string): string {
  return readName.replace(/_read$/, "_write");
}

/** Refuses with 403 what a restricted key was not given. */
export function demandPermission(caller: Caller, wish: Wish): void {
  const anyOf = permissionsFor(wish);
  if (allows(caller, wish.access, anyOf)) return;
  throw new Refusal(403, {
    message:
      `The provided key '${masked(caller.key)}' does not have the required permissions for this endpoint on account ` +
      `'${wish.account}'. Having the 'rak_${anyOf[0]}' permission would allow this request to continue.`,
  });
}

function allows({ permissions }: Caller, access: Wish["access"], anyOf: readonly string[]): boolean {
  if (permissions === "all") return true;
  if (permissions === "read") return access === "read";
  return permissions.some((permission) => anyOf.includes(permission));
}
