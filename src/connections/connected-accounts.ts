import type { StripeClient } from "../stripe/client";
import { isJsonObject, type JsonObject } from "../stripe/json-object";
import type { ReadContext } from "../table/row-source";

/** An account that may be acted on; the name is `null` when Stripe knows none. */
export type ConnectedAccount = { readonly id: string; readonly name: string | null };

/** More accounts than anybody picks from a list; `AccountId` takes any. */
const mostAccounts = 1000;

/**
 * Accounts that are connected to the one that signed in, newest first, at most 1,000. Most accounts have none.
 * https://docs.stripe.com/api/accounts/list
 * @throws AppError as {@link StripeClient.get}: `FORBIDDEN` for a key that may not list accounts.
 */
export async function listConnectedAccounts(client: StripeClient, context: ReadContext): Promise<readonly ConnectedAccount[]> {
  const accounts: ConnectedAccount[] = [];
  let after: string | undefined;
  do {
    const query = [["limit", "100"], ...(after === undefined ? [] : [["starting_after", after] as const])] as const;
    const page = await client.get({ path: "/v1/accounts", query }, context);
    const found = (Array.isArray(page["data"]) ? page["data"] : []).filter(isJsonObject).flatMap(toAccount);
    accounts.push(...found);
    after = page["has_more"] === true ? found.at(-1)?.id : undefined;
  } while (after !== undefined && accounts.length < mostAccounts);
  return accounts;
}

function toAccount(account: JsonObject): readonly ConnectedAccount[] {
  const id = textAt(account, ["id"]);
  return id === null ? [] : [{ id, name: accountName(account) }];
}

/** How an account is known to people: its name in the Dashboard, of the business, or its e-mail address. */
export function accountName(account: JsonObject): string | null {
  return textAt(account, ["settings", "dashboard", "display_name"]) ?? textAt(account, ["business_profile", "name"]) ?? textAt(account, ["email"]);
}

function textAt(object: JsonObject, path: readonly string[]): string | null {
  const value = path.reduce<unknown>((inner, key) => (isJsonObject(inner) ? inner[key] : undefined), object);
  return typeof value === "string" && value !== "" ? value : null;
}
