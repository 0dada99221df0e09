import { masked, type Caller } from "./authenticate";
import { Refusal } from "./refusal";

/** Resources that restricted keys open under another resource's name. */
const openedBy: Readonly<Record<string, string>> = {
  account: "accounts_kyc_basic",
  balance_settings: "balance",
  balance_transaction: "balance",
  credit_note_line_item: "credit_note",
  customer_balance_transaction: "customer",
  invoice_payment: "invoice",
  invoiceitem: "invoice",
  line_item: "invoice",
  price: "plan",
  refund: "charge",
  subscription_item: "subscription",
  discount: "coupon",
};

export type Wish = { readonly resource: string; readonly access: "read" | "write"; readonly account: string };

/** The permission a request needs, such as `charge_read`. */
export function permissionFor({ resource, access }: Omit<Wish, "account">): string {
  const name = openedBy[resource] ?? (resource.split("|")[0] ?? resource).replaceAll(".", "_");
  return `${name}_${access}`;
}

/** Refuses with 403 what a restricted key was not given. */
export function demandPermission(caller: Caller, wish: Wish): void {
  const needed = permissionFor(wish);
  if (allows(caller, wish.access, needed)) return;
  throw new Refusal(403, {
    message:
      `The provided key '${masked(caller.key)}' does not have the required permissions for this endpoint on account ` +
      `'${wish.account}'. Having the 'rak_${needed}' permission would allow this request to continue.`,
  });
}

function allows({ permissions }: Caller, access: Wish["access"], needed: string): boolean {
  if (permissions === "all") return true;
  if (permissions === "read") return access === "read";
  return permissions.includes(needed);
}
