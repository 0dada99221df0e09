import { newAccount } from "./company/account";
import { generateCompany } from "./company/company";
import { createRandom } from "./company/random";
import { day } from "./company/time";
import { createDatabase, type Database } from "./store/database";

/** The platform's own account and the accounts connected to it. */
export type Accounts = {
  readonly platform: string;
  readonly connected: string;
  /** The data of an account; the platform's when none is named. */
  database(account?: string): Database;
  has(account: string): boolean;
};

export type AccountFacts = { readonly seed: number; readonly scale: number; readonly now: number };

/** Generates the company and its one connected account. */
export function openAccounts(facts: AccountFacts): Accounts {
  const random = createRandom(facts.seed).fork("accounts");
  const created = facts.now - 3 * 365 * day;
  const platform = newAccount({
    id: random.id("acct_1", 15),
    name: "Example Co",
    country: "US",
    currency: "usd",
    controller: "account",
    created,
  });
  const connected = newAccount({
    id: random.id("acct_1", 15),
    name: "Example Berlin",
    country: "DE",
    currency: "eur",
    controller: "application",
    created: created + 400 * day,
  });
  const databases = new Map([
    [platform.id, createDatabase(platform, { ...generateCompany({ ...facts, account: platform.id }), accounts: [connected] })],
    [connected.id, createDatabase(connected, { ...generateCompany({ ...facts, account: connected.id, scale: smallScale(facts) }), accounts: [] })],
  ]);
  return {
    platform: platform.id,
    connected: connected.id,
    has: (account) => databases.has(account),
    database(account = platform.id) {
      const found = databases.get(account);
      if (!found) throw new Error(`the sandbox has no account ${account}`);
      return found;
    },
  };
}

function smallScale({ scale }: AccountFacts): number {
  return Math.min(0.02, scale);
}
