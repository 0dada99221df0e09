import { AppError, type ErrorCode } from "../base/app-error";
import type { StripeClient } from "../stripe/client";
import { isJsonObject } from "../stripe/json-object";
import type { ConnectedAccount } from "./app-api";

/** Answers of accounts that have no others connected to them, or of keys that may not see which. */
const nothingToList: readonly ErrorCode[] = ["FORBIDDEN", "NOT_ENABLED", "NOT_FOUND", "STRIPE_REFUSED"];

/**
 * The first hundred accounts connected to the client's own, for a person to choose from; any other can be typed.
 * https://docs.stripe.com/api/accounts/list
 */
export async function listConnectedAccounts(client: StripeClient, signal: AbortSignal): Promise<readonly ConnectedAccount[]> {
  try {
    const page = await client.get({ path: "/v1/accounts", query: [["limit", "100"]] }, { signal, onRequest: () => undefined });
    return Array.isArray(page["data"]) ? page["data"].flatMap(toAccount) : [];
  } catch (failure) {
    const error = AppError.from(failure);
    if (nothingToList.includes(error.code)) return [];
    throw error;
  }
}

function toAccount(account: unknown): readonly ConnectedAccount[] {
  if (!isJsonObject(account) || typeof account["id"] !== "string") return [];
  return [{ id: account["id"], name: nameOf(account) }];
}

function nameOf(account: Readonly<Record<string, unknown>>): string | null {
  const profile = account["business_profile"];
  const names = [isJsonObject(profile) ? profile["name"] : null, account["email"]];
  return names.find((name): name is string => typeof name === "string" && name !== "") ?? null;
}
