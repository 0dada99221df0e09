import { newAccount } from "./company/account";
import { generateCompany, type CompanyFacts } from "./company/company";
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

/** What decides the data of both accounts; `charges` is the platform's. */
export type AccountFacts = Omit<CompanyFacts, "account"> & { /** How long former selves of objects are kept, milliseconds. */ readonly keptMs: number };

/** Generates the company and its one connected account. */
export function openAccounts({ keptMs, ...facts }: AccountFacts): Accounts {
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
    [platform.id, createDatabase(platform, { ...generateCompany({ ...facts, account: platform.id }), accounts: [connected] }, keptMs)],
    [connected.id, createDatabase(connected, { ...generateCompany({ ...facts, account: connected.id, charges: undefined, scale: smallScale(facts) }), accounts: [] }, keptMs)],
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

function smallScale({ scale }: Pick<AccountFacts, "scale">): number {
  return Math.min(0.02, scale);
}
