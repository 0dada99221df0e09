import { AppError } from "../base/app-error";
import { fail, ok, type Result } from "../base/result";
import { findCatalogTable } from "../catalog/catalog";
import { accountName } from "../connections/connected-accounts";
import type { StripeClient } from "../stripe/client";
import type { JsonObject } from "../stripe/json-object";
import type { StripeRequest } from "../stripe/request";
import type { ReadContext } from "../table/row-source";
import type { ConnectionCheck } from "./app-api";

/** The tables that most people want, in the order in which a check names them. */
const coreTables = [
  "customers",
  "charges",
  "payment_intents",
  "refunds",
  "disputes",
  "balance_transactions",
  "payouts",
  "invoices",
  "subscriptions",
  "products",
  "prices",
  "credit_notes",
  "events",
] as const;

type Check = Pick<ConnectionCheck, "account" | "access">;

/**
 * Asks Stripe whose key it is, then at the same time, with one row each, which core tables it may read. A key that Stripe
 * does not accept costs one request.
 * @throws AppError `REAUTH_REQUIRED`, `STRIPE_UNAVAILABLE`, `RATE_LIMITED`, `STRIPE_REFUSED`, `CANCELLED`.
 */
export async function checkConnection(client: StripeClient, signal: AbortSignal): Promise<Check> {
  const context: ReadContext = { signal, onRequest: () => undefined };
  const account = await readAccount(client, context);
  return { account, access: await Promise.all(coreTables.map((table) => probe(client, table, context))) };
}

/** The object, or the refusal when it is about what the key may read; any other failure is the whole check's. */
async function tryGet(client: StripeClient, request: StripeRequest, context: ReadContext): Promise<Result<JsonObject, AppError>> {
  try {
    return ok(await client.get(request, context));
  } catch (failure) {
    const refusal = AppError.from(failure);
    if (refusal.code === "FORBIDDEN" || refusal.code === "NOT_ENABLED") return fail(refusal);
    throw refusal;
  }
}

/** Id and name of the account; the name is `null` where the key may not read it. @throws AppError as {@link checkConnection}. */
export async function readAccount(client: StripeClient, context: ReadContext): Promise<ConnectionCheck["account"]> {
  const account = await tryGet(client, { path: "/v1/account", query: [] }, context);
  if (account.ok) return { id: idOf(account.value), name: accountName(account.value) };
  const named = account.failure.detail["account"];
  return { id: named === undefined ? null : String(named), name: null };
}

const idOf = ({ id }: JsonObject): string | null => (typeof id === "string" && id !== "" ? id : null);

async function probe(client: StripeClient, table: string, context: ReadContext): Promise<ConnectionCheck["access"][number]> {
  const path = findCatalogTable(table)?.path;
  if (path === undefined) throw new Error(`not a table of the catalog: ${table}`);
  const page = await tryGet(client, { path, query: [["limit", "1"]] }, context);
  if (page.ok) return { table, readable: true, missing: null };
  const missing = page.failure.detail["permission"];
  return { table, readable: false, missing: missing === undefined ? null : String(missing) };
}
