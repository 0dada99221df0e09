import type { Accounts } from "../accounts";
import { isRecord } from "../store/fields";
import type { ConsentAccount } from "./consent-page";

/** The accounts of the sandbox as the consent page offers them, the company's own first. */
export function consentAccounts(accounts: Accounts): readonly ConsentAccount[] {
  return [accounts.platform, accounts.connected].map((id) => {
    const { self } = accounts.database(id);
    const profile = self["business_profile"];
    return { id, name: isRecord(profile) ? String(profile["name"]) : id, country: String(self["country"]) };
  });
}
