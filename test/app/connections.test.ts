import { describe, expect, test } from "@jest/globals";
import type { ConnectionDraft, DraftSettings } from "../../src/app/app-api";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { createMemoryStore } from "../../src/platform/memory-store";
import type { VersionedStore } from "../../src/platform/ports";
import { going, goodKey, sandboxRoot, startApp } from "./harness";

const key = (text: string) => new Secret(text);

/** A draft that would do, with some settings changed. */
const draft = (changes: DraftSettings = {}): ConnectionDraft => ({ settings: { Name: "acme", ApiKey: goodKey, ...changes } });

describe("Test connection", () => {
  test("shows account, mode and that a secret key may read every core table", async () => {
    const { app } = startApp();
    const check = await app.connections.test(draft(), going());
    expect(check.mode).toBe("test");
    expect(check.account.id).toMatch(/^acct_/);
    expect(check.access.length).toBeGreaterThan(10);
    expect(check.access.every(({ readable }) => readable)).toBe(true);
  });

  test("shows which tables a restricted key may read and the permission that it lacks", async () => {
    const { app } = startApp();
    const { account, access } = await app.connections.test(draft({ ApiKey: key("rk_test_charges") }), going());
    expect(account).toEqual({ id: expect.stringMatching(/^acct_/), name: null });
    const of = (table: string) => access.find((one) => one.table === table);
    expect(of("charges")).toEqual({ table: "charges", readable: true, missing: null });
    expect(of("payouts")).toMatchObject({ readable: false });
    expect(of("payouts")?.missing).toMatch(/payout_read/);
  });

  test("asks for one row of each table only", async () => {
    const { app, requests } = startApp();
    await app.connections.test(draft(), going());
    expect(requests.filter((url) => !url.endsWith("/v1/account")).every((url) => url.endsWith("?limit=1"))).toBe(true);
  });

  test("a wrong key is one clear sentence, and nothing is stored", async () => {
    const { app, store } = startApp();
    await expect(app.connections.test(draft({ ApiKey: key("sk_test_wrong") }), going())).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: "Stripe did not accept the API key.",
    });
    expect(await store.load(going())).toBeNull();
  });

  test("an unreachable server is named", async () => {
    const { app } = startApp({ send: () => Promise.reject(new TypeError("Failed to fetch")), clock: { now: () => 0, sleep: () => Promise.resolve() } });
    await expect(app.connections.test(draft(), going())).rejects.toMatchObject({
      code: "STRIPE_UNAVAILABLE",
      message: `No answer from ${sandboxRoot}.`,
    });
  });
});

describe("saved connections", () => {
  test("a key in the name's place is refused, since the name goes into workbooks", async () => {
    const { app, store } = startApp();
    await expect(app.connections.save(draft({ Name: "rk_live_abc" }), going())).rejects.toMatchObject({ code: "BAD_SETTING" });
    expect(await store.load(going())).toBeNull();
  });

  test("are listed by name without their keys, and open in the next session without asking", async () => {
    const first = startApp();
    await first.connect("Zeta");
    await first.connect("acme");
    expect(first.app.connections.list.get().map(({ name }) => name)).toEqual(["acme", "Zeta"]);
    expect(JSON.stringify(first.app.connections.list.get())).not.toContain(goodKey.reveal());

    const next = startApp({ openSettingsStore: () => Promise.resolve(first.store), workbook: first.workbook });
    const result = await next.app.runQuery({ sql: "SELECT id FROM customers LIMIT 1", connection: "acme" }, { signal: going() });
    expect(result.rows).toHaveLength(1);
  });

  test("saving under the same name in other case replaces the connection", async () => {
    const { app, connect } = startApp();
    await connect("acme");
    await connect("ACME");
    expect(app.connections.list.get().map(({ name }) => name)).toEqual(["ACME"]);
  });

  test("removing takes the key out of the store too", async () => {
    const { app, connect, store } = startApp();
    await connect();
    await app.connections.remove("acme", going());
    expect(app.connections.list.get()).toEqual([]);
    expect((await store.load(going()))?.text).toBe("{}");
  });

  test.each([
    ["no name", { Name: " " }, /no name/],
    ["a publishable key", { ApiKey: key("pk_test_1") }, /not a Stripe API key/],
    ["a live key with a foreign API root", { ApiKey: key("sk_live_x"), ApiBase: "https://example.com" }, /live key is sent to https:\/\/api.stripe.com only/],
    ["a test key with a root that is not allowed", { ApiBase: "https://example.com" }, /may not be sent to example.com/],
    ["an account id of another form", { AccountId: "cus_1" }, /AccountId/],
  ])("%s is refused in one sentence before anything is sent or stored", async (_, changes, sentence) => {
    const { app, requests, store } = startApp();
    for (const attempt of [app.connections.save(draft(changes), going()), app.connections.test(draft(changes), going())]) {
      const failure = await Promise.resolve<unknown>(attempt).catch((thrown: unknown) => AppError.from(thrown));
      expect(failure).toMatchObject({ code: "BAD_SETTING", message: expect.stringMatching(sentence) as unknown });
    }
    expect(requests).toEqual([]);
    expect(await store.load(going())).toBeNull();
  });

  test("a live key that may do everything is refused with the way out, until the person wants it nevertheless", async () => {
    const { app, store } = startApp();
    const live = draft({ ApiKey: key("sk_live_made_up") });
    await expect(app.connections.save(live, going())).rejects.toMatchObject({ code: "BAD_SETTING", hint: expect.stringMatching(/restricted key/) as unknown });
    expect(await store.load(going())).toBeNull();
    const saved = await app.connections.save({ ...live, unrestrictedKeyAccepted: true }, going());
    expect(saved).toMatchObject({ mode: "live", signIn: "secretKey" });
  });

  test("a token that is really a key, as older documents have it, is saved as that key and reads", async () => {
    const { app } = startApp();
    const saved = await app.connections.save({ settings: { Name: "tableau", AuthScheme: "OAuth", OAuthAccessToken: goodKey } }, going());
    expect(saved.signIn).toBe("secretKey");
    const { rows } = await app.runQuery({ sql: "SELECT id FROM customers LIMIT 1", connection: "tableau" }, { signal: going() });
    expect(rows).toHaveLength(1);
  });

  test("a key that Stripe takes no longer names its connection, until it is entered again", async () => {
    const { app, connect } = startApp();
    await app.connections.save(draft({ Name: "old", ApiKey: key("sk_test_rolled") }), going());
    const read = () => app.runQuery({ sql: "SELECT id FROM customers LIMIT 1", connection: "old" }, { signal: going() });
    await expect(read()).rejects.toMatchObject({ code: "REAUTH_REQUIRED", message: 'The connection "old" has to be signed in again.' });
    expect(app.connections.list.get()).toMatchObject([{ name: "old", needsSignIn: true }]);
    await connect("old");
    expect(app.connections.list.get()).toMatchObject([{ name: "old", needsSignIn: false }]);
    expect((await read()).rows).toHaveLength(1);
  });

  test("a key that was replaced in another workbook is used here by the next query, and the list forgets the refusal", async () => {
    const one = startApp();
    const other = startApp(one.deps);
    const read = () => other.app.runQuery({ sql: "SELECT id FROM customers LIMIT 1", connection: "acme" }, { signal: going() });
    await one.app.connections.save(draft({ ApiKey: key("sk_test_rolled") }), going());
    await expect(read()).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(other.app.connections.list.get()).toMatchObject([{ name: "acme", needsSignIn: true }]);
    await one.connect("acme");
    const cells = await Promise.all([read(), read()]);
    expect(cells.map(({ rows }) => rows.length)).toEqual([1, 1]);
    expect(other.app.connections.list.get()).toMatchObject([{ name: "acme", needsSignIn: false }]);
  });

  test("a key that was replaced in another workbook is used no more once the connections are read again", async () => {
    const one = startApp();
    const other = startApp(one.deps);
    const read = () => other.app.runQuery({ sql: "SELECT id FROM customers LIMIT 1" }, { signal: going() });
    await one.connect();
    expect((await read()).rows).toHaveLength(1);
    await one.app.connections.save(draft({ ApiKey: key("sk_test_rolled") }), going());
    await other.app.connections.load(going());
    await expect(read()).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("a refused key that nobody replaced is tried once", async () => {
    const { app, requests } = startApp();
    await app.connections.save(draft({ ApiKey: key("sk_test_rolled") }), going());
    await expect(app.runQuery({ sql: "SELECT id FROM customers LIMIT 1" }, { signal: going() })).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(requests).toHaveLength(1);
  });

  test("a connection's own row limit holds for every query", async () => {
    const { app } = startApp();
    await app.connections.save(draft({ MaxRows: "2" }), going());
    const result = await app.runQuery({ sql: "SELECT id FROM customers", connection: "acme", maxRows: 50 }, { signal: going() });
    expect([result.rows.length, result.complete]).toEqual([2, false]);
  });

  test("a full device store says so, and the connection is not half there", async () => {
    const inner = createMemoryStore();
    const full: VersionedStore = {
      ...inner,
      save: () => Promise.reject(new AppError("STORAGE_UNAVAILABLE", "This device has no space left.")),
    };
    const { app, connect } = startApp({ openSettingsStore: () => Promise.resolve(full) });
    await app.connections.load(going());
    await expect(connect()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await app.connections.load(going());
    expect(app.connections.list.get()).toEqual([]);
  });

  test("a store that does not encrypt is not given a key", async () => {
    const plain: VersionedStore = { ...createMemoryStore(), kind: "file" };
    const { connect } = startApp({ openSettingsStore: () => Promise.resolve(plain) });
    await expect(connect()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(await plain.load(going())).toBeNull();
  });

  test("it is known where they are kept, so that the pane can say 'in memory only'", async () => {
    const { app } = startApp();
    expect(app.connections.storage.get()).toBeNull();
    await app.connections.load(going());
    expect(app.connections.storage.get()).toBe("memory");
  });

  test("a built-in connection is listed, works, and can be neither replaced nor removed", async () => {
    const { app, connect } = startApp({ builtInConnections: [{ name: "sandbox", apiKey: goodKey, apiBase: "https://sandbox.invalid" }] });
    const { rows } = await app.runQuery({ sql: "SELECT id FROM customers LIMIT 2", connection: "Sandbox" }, { signal: going() });
    expect(rows).toHaveLength(2);
    await expect(connect("sandbox")).rejects.toMatchObject({ code: "BAD_SETTING" });
    await expect(app.connections.remove("sandbox", going())).rejects.toMatchObject({ code: "BAD_SETTING" });
  });
});
