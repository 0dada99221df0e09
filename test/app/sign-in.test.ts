import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";

import { createMemoryStore } from "../../src/platform/memory-store";
import { Secret } from "../../src/base/secret";
import { type GatewayWorld, openGatewayWorld, stripeRoot } from "./gateway-world";
import { going, goodKey, startApp } from "./harness";
import { connect, createDevice, readCustomers, signIn, startAt, stripeApp } from "./start-at-gateway";

describe("signing in with Stripe", () => {
  let world: GatewayWorld;
  beforeAll(async () => {
    world = await openGatewayWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => {
    Object.assign(world.person, { decision: "allow", account: null });
    world.trouble.gateway = "none";
    world.sent.length = 0;
  });

  test("is offered with the gateway's apps and the address to register for an own one", async () => {
    const { app } = startAt(world);
    expect(await app.signIns.offers(going())).toEqual({
      apps: [stripeApp, { variant: "connect", mode: "test" }],
      ownApps: true,
      callbackUrl: "https://localhost:3000/oauth/callback",
      unavailable: null,
    });
  });

  test("gives a connection whose every read goes through the gateway, so that no token comes to the page", async () => {
    const { app } = startAt(world);
    await connect(app);
    const account = world.sandbox.accounts().platform;
    expect(app.connections.list.get()).toMatchObject([{ name: "acme", signIn: "oauth", mode: "test", account, needsSignIn: false }]);
    expect((await readCustomers(app)).rows).toHaveLength(3);
    expect(world.sent.filter((request) => !request.includes("https://localhost:3000/"))).toEqual([]);
  });

  test("is kept at the gateway: the next start reads without asking, also when the access token is hours old", async () => {
    const first = startAt(world);
    await connect(first.app, "lasting");
    await world.clock.advance(5 * 3_600_000);
    const next = startAt(world, { workbook: first.workbook }).app;
    expect((await readCustomers(next, "lasting")).rows).toHaveLength(3);
    expect(next.connections.storage.get()).toBe("vault");
  });

  test("shows in a test what the account allows, before anything is saved", async () => {
    const { app } = startAt(world);
    const check = await app.connections.test({ settings: { Name: "new" }, grant: await signIn(app) }, going());
    expect(check).toMatchObject({ mode: "test", account: { id: world.sandbox.accounts().platform } });
    expect(app.connections.list.get().map(({ name }) => name)).not.toContain("new");
  });

  test.each([
    ["denied", "deny", "Stripe was told not to allow the connection."],
  ] as const)("that is %s ends in its sentence", async (_, decision, sentence) => {
    world.person.decision = decision;
    await expect(signIn(startAt(world).app)).rejects.toMatchObject({ code: "SIGN_IN_FAILED", message: sentence });
  });

  test("whose window is gone waits for a code, and ends when it is given up", async () => {
    world.person.decision = "close";
    const leaving = new AbortController();
    const session = startAt(world).app.signIns.begin(stripeApp, leaving.signal);
    await new Promise<void>((resolve) => session.phase.subscribe(() => session.phase.get() === "codeWanted" && resolve()));
    leaving.abort();
    await expect(session.grant).rejects.toMatchObject({ code: "CANCELLED", message: "The sign-in was cancelled." });
  });

  test("with an own app hands its secret to the gateway once, and the connection remembers only its client id", async () => {
    const { app } = startAt(world);
    const ownApp = { clientId: "ca_sandbox", clientSecret: new Secret("sk_test_sandbox") };
    const grant = await signIn(app, { ...stripeApp, ownApp });
    await app.connections.save({ settings: { Name: "own", OAuthClientId: "ca_sandbox" }, grant }, going());
    expect((await readCustomers(app, "own")).rows).toHaveLength(3);
    expect(world.sent.filter((request) => request.startsWith("PUT") && request.includes("/v1/apps/"))).toHaveLength(1);
  });

  test("that Stripe ended names the connection in the failure and in the list, and asks nobody", async () => {
    const { app } = startAt(world);
    await connect(app, "ended");
    world.sandbox.oauth.uninstall("ca_sandbox", world.sandbox.accounts().platform);
    world.sent.length = 0;
    await expect(readCustomers(app, "ended")).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: 'The connection "ended" has to be signed in again.',
      detail: { connection: "ended" },
    });
    expect(app.connections.list.get().find(({ name }) => name === "ended")?.needsSignIn).toBe(true);
    expect(world.sent.filter((request) => request.includes("/oauth/"))).toEqual([]);

    const grant = await app.signIns.again("ended", going()).grant;
    expect(await app.connections.reconnect("ended", grant, going())).toMatchObject({ name: "ended", needsSignIn: false });
    expect((await readCustomers(app, "ended")).rows).toHaveLength(3);
  });

  test("again to another account is refused, since the queries would show another company's data", async () => {
    const { app } = startAt(world);
    await connect(app, "same");
    world.person.account = world.sandbox.accounts().connected;
    const grant = await app.signIns.again("same", going()).grant;
    await expect(app.connections.reconnect("same", grant, going())).rejects.toMatchObject({ code: "BAD_SETTING" });
    await expect(app.connections.save({ settings: { Name: "other" }, grant }, going())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("disconnected revokes at Stripe and shreds: the same grant is gone", async () => {
    const { app } = startAt(world);
    for (const { name } of (await app.connections.load(going()), app.connections.list.get())) await app.connections.remove(name, going());
    await connect(app, "leaving");
    expect(await app.connections.remove("leaving", going())).toEqual({ warning: null });
    expect(app.connections.list.get()).toEqual([]);
    const id = `${world.sandbox.accounts().platform}.test.apps`;
    const settings = { Name: "back", InitiateOAuth: "REFRESH", OAuthSettingsLocation: `roaming:${id}` };
    await expect(app.connections.save({ settings }, going())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("one grant of two connections stays when only one of them is disconnected", async () => {
    const { app } = startAt(world);
    await connect(app, "one");
    await connect(app, "two");
    await app.connections.remove("one", going());
    expect((await readCustomers(app, "two")).rows).toHaveLength(3);
  });

  test("a gateway that does not answer keeps the connection, since its tokens are still there", async () => {
    const { app } = startAt(world);
    await connect(app, "kept");
    await app.connections.remove("two", going());
    world.trouble.gateway = "down";
    await expect(app.connections.remove("kept", going())).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
    expect(app.connections.list.get().map(({ name }) => name)).toContain("kept");
  });

  test("the accounts that are connected can be chosen from", async () => {
    const { app } = startAt(world);
    const { platform, connected } = world.sandbox.accounts();
    const draft = { settings: { Name: "acme", ApiKey: goodKey, ApiBase: stripeRoot, AccountId: connected } };
    const accounts = await app.connections.connectedAccounts(draft, going());
    expect(accounts.map(({ id }) => id)).toContain(connected);
    expect(accounts.map(({ id }) => id)).not.toContain(platform);
  });

  test("procedures run at the gateway: the address of the consent page is made for the connection's app", async () => {
    const { app } = startAt(world);
    await connect(app, "procedural");
    const run = { name: "GetOAuthAuthorizationURL", inputs: {}, connection: "procedural" };
    expect((await app.runProcedure(run, going())).row[0]).toMatch(/^https:\/\/localhost:3000\/oauth\/go\?state=/);
    const refresh = await app.runProcedure({ ...run, name: "RefreshOAuthAccessToken" }, going());
    expect(refresh.row[0]).toBe("(kept at https://localhost:3000)");
  });
});

describe("where settings are kept", () => {
  let world: GatewayWorld;
  beforeAll(async () => {
    world = await openGatewayWorld("https://connector.example");
  });
  afterAll(() => world.close());

  test("without a gateway sign-in says why it is off, and keys work as ever", async () => {
    const { app, connect: connectByKey } = startApp();
    const { unavailable } = await app.signIns.offers(going());
    expect(unavailable).toMatchObject({ code: "GATEWAY_UNAVAILABLE", hint: "A restricted key works without one." });
    await connectByKey();
    expect((await readCustomers(app)).rows).toHaveLength(3);
    await expect(signIn(app)).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
  });

  test("a server that is no gateway is none", async () => {
    world.trouble.gateway = "absent";
    const { app } = startAt(world);
    expect((await app.signIns.offers(going())).unavailable).not.toBeNull();
    world.trouble.gateway = "none";
  });

  test("a gateway that does not know this Excel leaves keys on the device and asks only whom it may ask", async () => {
    const { app } = startAt(world);
    await app.connections.load(going());
    expect([app.connections.storage.get(), world.person.asked]).toEqual(["device", 0]);
    await expect(signIn(app)).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE", message: "The connector's server does not know this Excel yet." });
    expect(world.person.asked).toBe(1);
  });
});

describe("joining a gateway in the middle of a session", () => {
  test("moves what the device has kept until then with the next save; without a code a save stays on the device", async () => {
    const world = await openGatewayWorld("https://connector.example");
    const { app } = startAt(world);
    await app.connections.save({ settings: { Name: "typed", ApiKey: goodKey, ApiBase: stripeRoot } }, going());
    expect([app.connections.storage.get(), world.person.asked]).toEqual(["device", 1]);
    world.person.joinCode = await world.makeJoinCode();
    await connect(app, "signed in");
    expect([app.connections.storage.get(), world.person.asked]).toEqual(["vault", 2]);
    expect(app.connections.list.get().map(({ name }) => name)).toEqual(["signed in", "typed"]);
    const next = startAt(world).app;
    await next.connections.load(going());
    expect(next.connections.list.get()).toHaveLength(2);
    await world.close();
  });
});

describe("joining a gateway with a key alone", () => {
  test("is asked for when the connection is saved, which then goes to the gateway; a wrong code saves nothing", async () => {
    const world = await openGatewayWorld("https://connector.example");
    const { app } = startAt(world);
    const save = () => app.connections.save({ settings: { Name: "typed", ApiKey: goodKey, ApiBase: stripeRoot } }, going());
    world.person.joinCode = new Secret("AAAA-BBBB-CCCC-DDDD");
    await expect(save()).rejects.toMatchObject({ message: "This join code is not valid, or no longer." });
    world.person.joinCode = await world.makeJoinCode();
    await save();
    expect([app.connections.storage.get(), app.connections.list.get().map(({ name }) => name)]).toEqual(["vault", ["typed"]]);
    await world.close();
  });
});

describe("two workbooks with one gateway", () => {
  let world: GatewayWorld;
  beforeAll(async () => {
    world = await openGatewayWorld();
  });
  afterAll(() => world.close());
  const byKey = (Name: string) => ({ settings: { Name, ApiKey: goodKey, ApiBase: stripeRoot } });

  test("a formula finds a connection that was saved in the other one meanwhile", async () => {
    const [one, other] = [startAt(world).app, startAt(world).app];
    await Promise.all([one.connections.load(going()), other.connections.load(going())]);
    await one.connections.save(byKey("meanwhile"), going());
    await other.trust.allow("meanwhile", going());
    expect((await readCustomers(other, "meanwhile")).rows).toHaveLength(3);
    expect(other.connections.list.get().map(({ name }) => name)).toContain("meanwhile");
  });

  test("cells that name no connection ask the gateway once together", async () => {
    const { app } = startAt(world);
    await app.connections.load(going());
    world.sent.length = 0;
    const cells = await Promise.allSettled(["x", "y", "z"].map((name) => readCustomers(app, name)));
    expect(cells.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(world.sent).toEqual(["GET https://localhost:3000/v1/settings/connections"]);
  });

  test("tokens that a connection of the other one uses meanwhile stay when one is disconnected", async () => {
    const [one, other] = [startAt(world).app, startAt(world).app];
    await connect(one, "first");
    await other.connections.load(going());
    await connect(one, "second");
    await other.connections.remove("first", going());
    expect((await readCustomers(one, "second")).rows).toHaveLength(3);
  });

  test("both save at the same time and nothing is lost", async () => {
    const pages = [startAt(world).app, startAt(world).app];
    await Promise.all(pages.map(({ connections }) => connections.load(going())));
    await Promise.all(pages.map(({ connections }, index) => connections.save(byKey(`page ${index}`), going())));
    const { app } = startAt(world);
    await app.connections.load(going());
    expect(app.connections.list.get().map(({ name }) => name)).toEqual(expect.arrayContaining(["page 0", "page 1"]));
  });
});

describe("a browser that keeps nothing", () => {
  test("puts nothing into the vault, since nobody could open it again, and says that it is kept in memory", async () => {
    const world = await openGatewayWorld();
    const { app } = startAt(world, { openSettingsStore: () => Promise.resolve(createMemoryStore()) });
    await connect(app);
    expect(app.connections.storage.get()).toBe("memory");
    expect((await readCustomers(app)).rows).toHaveLength(3);
    expect(world.sent.filter((request) => request.includes("/v1/settings/"))).toEqual([]);
    await world.close();
  });
});

describe("a gateway that appears later", () => {
  test("takes over the device's connections once, also of the first version's form; none is lost", async () => {
    const world = await openGatewayWorld();
    const store = createDevice();
    const device = { openSettingsStore: () => Promise.resolve(store) };
    const before = startAt(world, { ...device, gateway: null });
    await before.app.connections.save({ settings: { Name: "typed", ApiKey: goodKey, ApiBase: stripeRoot } }, going());
    const stored = await store.load(going());
    const earlier = { mode: "test", keyKind: "secret", apiBase: stripeRoot, accountId: null };
    const bag = { ...(JSON.parse(stored?.text ?? "{}") as object), "connection:first": earlier, "key:first": { secret: goodKey.reveal() } };
    await store.save(JSON.stringify(bag), stored?.etag ?? null, going());

    const { app } = startAt(world, { ...device, workbook: before.workbook });
    await app.connections.load(going());
    await app.trust.allow("first", going());
    expect(app.connections.list.get().map(({ name, signIn }) => [name, signIn])).toEqual([["first", "secretKey"], ["typed", "secretKey"]]);
    for (const name of ["first", "typed"]) expect((await readCustomers(app, name)).rows).toHaveLength(3);
    expect((await store.load(going()))?.text).toBe("{}");

    await startAt(world, { ...device, gateway: null }).app.connections.save({ settings: { Name: "typed", ApiKey: goodKey, ApiBase: stripeRoot } }, going());
    const again = startAt(world, device).app;
    await again.connections.load(going());
    expect(again.connections.list.get()).toHaveLength(2);
    expect((await store.load(going()))?.text).toContain("typed");
    await world.close();
  });

  test("that fails is not passed over: the connections are there and nowhere else", async () => {
    const world = await openGatewayWorld();
    world.trouble.gateway = "down";
    await expect(startAt(world).app.connections.load(going())).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
    await world.close();
  });
});
