import { generateCompany } from "./company/company";
import { createRandom } from "./company/random";
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
export function openAccounts({ seed, scale, now }: AccountFacts): Accounts {
  const random = createRandom(seed).fork("accounts");
  const platform = random.id("acct_1", 15);
  const connected = random.id("acct_1", 15);
  const databases = new Map([
    [platform, createDatabase(platform, generateCompany({ account: platform, seed, scale, now }))],
    [connected, createDatabase(connected, generateCompany({ account: connected, seed, scale: Math.min(0.02, scale), now }))],
  ]);
  return {
    platform,
    connected,
    has: (account) => databases.has(account),
    database(account = platform) {
      const found = databases.get(account);
      if (!found) throw new Error(`the sandbox has no account ${account}`);
      return found;
    },
  };
}
