/** Runs in Chromium: what only a real browser can show of keys, locks, tabs and the account's sign-in. */
import { createTokenBroker } from "../../../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../../../src/auth/create-token-endpoint";
import { installationIdOf } from "../../../../src/auth/installation-proof";
import type { OAuthApp } from "../../../../src/auth/oauth-app";
import { AppError } from "../../../../src/base/app-error";
import { Secret } from "../../../../src/base/secret";
import { createAccountToken } from "../../../../src/platform/browser/account-token";
import { browserClock } from "../../../../src/platform/browser/clock";
import { createDeviceDatabase } from "../../../../src/platform/browser/device-database";
import { createDeviceRecords } from "../../../../src/platform/browser/device-records";
import { createRunExclusively } from "../../../../src/platform/browser/exclusive";
import { type GrantNews, openGrantNews } from "../../../../src/platform/browser/grant-news";
import { createInstallationKey } from "../../../../src/platform/browser/installation-key";
import { browserRandomBytes } from "../../../../src/platform/browser/random-bytes";
import { sendByFetch } from "../../../../src/platform/browser/send-http";
import type { AccountTokenRequest } from "../../../../src/platform/ports";

const { signal } = new AbortController();
const database = createDeviceDatabase("connector");
const records = createDeviceRecords(database);
const news = openGrantNews("connector");
const heard: GrantNews[] = [];
news.listen((one) => heard.push(one));

const app: OAuthApp = {
  variant: "apps",
  mode: "test",
  clientId: "ca_test",
  clientSecret: new Secret("sk_test_app"),
  redirectUri: "https://localhost/callback",
  channel: null,
  endpoints: { authorize: `${location.origin}/authorize`, token: `${location.origin}/token`, deauthorize: `${location.origin}/deauthorize` },
};
const brokerWith = (locks: boolean) =>
  createTokenBroker({
    records,
    tokenEndpoint: createTokenEndpoint({ send: sendByFetch }),
    findApp: () => Promise.resolve(app),
    clock: browserClock,
    random: Math.random,
    randomBytes: browserRandomBytes,
    announce: (grant, generation) => news.announce(grant, generation),
    ...(locks ? { runExclusively: createRunExclusively() } : {}),
  });
const brokers = { locked: brokerWith(true), unlocked: brokerWith(false) };
const key = (id: string) => ({ owner: "device", id });
const nameOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : "no error");

const accountToken = createAccountToken({ supported: () => true, accountHint: () => Promise.resolve("ann@example.test"), clock: browserClock });

const page = {
  heard,
  async keep(id: string, refreshToken: string): Promise<void> {
    const tokens = { accessToken: new Secret("at_0"), refreshToken: new Secret(refreshToken), account: "acct_1", mode: "test", expiresIn: 0, scope: "stripe_apps" } as const;
    await brokers.locked.create({ key: key(id), variant: "apps", app: { kind: "deployment" }, tokens }, signal);
  },
  /** Generations that `callers` callers of this page get at the same time. */
  use: (id: string, { callers, locked }: { readonly callers: number; readonly locked: boolean }): Promise<number[]> =>
    Promise.all(
      Array.from({ length: callers }, async () => (await brokers[locked ? "locked" : "unlocked"].accessToken(key(id), {}, signal)).generation),
    ),
  installation: async (): Promise<string> => installationIdOf((await createInstallationKey(database)(signal)).publicKey),
  /** What taking the keys out of the browser comes to. */
  async takeKeys(): Promise<string[]> {
    const db = await database();
    const keys = [...(await db.getAll("keys")), ...(await db.getAll("keyPairs")).map(({ privateKey }) => privateKey)];
    const take = (one: CryptoKey, format: "jwk" | "raw" | "pkcs8") => crypto.subtle.exportKey(format, one).then(() => "taken", nameOf);
    return Promise.all(keys.flatMap((one) => [take(one, "jwk"), take(one, one.type === "secret" ? "raw" : "pkcs8")]));
  },
  /** Everything that the database gives to a script. */
  async dump(): Promise<string> {
    const db = await database();
    const stores = await Promise.all((["keys", "keyPairs", "values", "records"] as const).map((store) => db.getAll(store)));
    return JSON.stringify(stores);
  },
  account: async (request: AccountTokenRequest): Promise<string> =>
    (await accountToken(request, signal).catch((thrown: unknown) => new Secret(AppError.from(thrown).code)))?.reveal() ?? "",
};

export type ChromiumPage = typeof page;
Object.assign(window, { device: page });
