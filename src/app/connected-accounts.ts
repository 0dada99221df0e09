import { AppError, type ErrorCode } from "../base/app-error";
import { listConnectedAccounts as listAccounts } from "../connections/connected-accounts";
import type { StripeClient } from "../stripe/client";
import type { ConnectedAccount } from "./app-api";

/** Answers of accounts that have no others connected to them, or of keys that may not see which. */
const nothingToList: readonly ErrorCode[] = ["FORBIDDEN", "NOT_ENABLED", "NOT_FOUND", "STRIPE_REFUSED"];

/** Accounts connected to the client's own, for a person to choose from; any other can be typed. */
export async function listConnectedAccounts(client: StripeClient, signal: AbortSignal): Promise<readonly ConnectedAccount[]> {
  try {
    return await listAccounts(client, { signal, onRequest: () => undefined });
  } catch (failure) {
    const error = AppError.from(failure);
    if (nothingToList.includes(error.code)) return [];
    throw error;
  }
}
