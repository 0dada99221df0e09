import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { AppDeps } from "../../../src/app/create-app";
import { identityNamespace } from "../../../src/app/trust/workbook-identity";
import { Secret } from "../../../src/base/secret";
import { toCellError } from "../../../functions/to-cell-error";
import { AppError } from "../../../src/base/app-error";
import type { Workbook } from "../../../src/platform/ports";
import { createMemoryWorkbook } from "../memory-workbook";
import { going, goodKey, now, sandboxRoot, startApp, whileTimePasses } from "../harness";

type Started = ReturnType<typeof startApp>;

const run = (app: Started["app"], connection = "acme") =>
  app.runQuery({ sql: "SELECT id FROM customers LIMIT 2", connection }, { signal: going() });

const refusal = { code: "NOT_ALLOWED", message: 'This workbook may not read from "acme" yet.', hint: "Open the Stripe pane and press Allow." };

const insertion = { run: { sql: "SELECT id FROM customers LIMIT 2", connection: "acme" }, name: "Mine", target: { kind: "newSheet", sheetName: "Mine" } } as const;

/** After so many milliseconds formulas ask Excel again where the workbook is, and the store what is still allowed. */
const burst = 5_000;
const minute = 60_000;

/** A person who has a connection, made in a workbook of their own. */
async function startOwn() {
  const own = startApp();
  await own.connect();
  own.requests.length = 0;
  return own;
}

/** The same person opens another workbook. */
const openAnother = (own: Started, changes: Partial<AppDeps> = {}) =>
  startApp({ openSettingsStore: () => Promise.resolve(own.store), ...changes });

describe("a workbook that nobody allowed", () => {
  test("gets no data: a formula shows one sentence with the next step, and Stripe is not asked", async () => {
    const other = openAnother(await startOwn());
    const failure = await run(other.app).then(() => null, (thrown: unknown) => AppError.from(thrown));
    expect(failure).toMatchObject(refusal);
    expect(failure && toCellError(failure)).toEqual({ kind: "notAvailable", text: `${refusal.message} ${refusal.hint}` });
    expect(other.requests).toEqual([]);
  });

  test("gets none by leaving out the name of the connection, or writing it in other letters", async () => {
    const other = openAnother(await startOwn());
    await expect(other.app.runQuery({ sql: "SELECT id FROM customers" }, { signal: going() })).rejects.toMatchObject(refusal);
    await expect(run(other.app, "ACME")).rejects.toMatchObject(refusal);
    expect(other.requests).toEqual([]);
  });

  test("is not written into by asking, and what it asked for is told once", async () => {
    const other = openAnother(await startOwn());
    await Promise.allSettled(Array.from({ length: 20 }, () => run(other.app)));
    expect([other.workbook.parts.size, other.app.trust.asked.get()]).toEqual([0, ["acme"]]);
  });

  test("refreshes nothing, by schedule or by a click, and what others see of its queries stays", async () => {
    const own = await startOwn();
    const { definition } = await own.app.queries.insert(insertion, { signal: going() });
    const { workbook } = own;
    const copied = createMemoryWorkbook();
    for (const [namespace, xml] of workbook.parts) copied.parts.set(namespace, xml);
    for (const [id, content] of workbook.tables) copied.tables.set(id, content);
    const before = new Map(copied.parts);
    const other = openAnother(own, { workbook: copied });
    other.file.address = "https://acme.example/Copy.xlsx";
    await other.app.queries.load(going());
    for (const wish of [{}, { cause: "schedule" }] as const) {
      await expect(other.app.queries.refresh(definition.id, { signal: going() }, wish)).rejects.toMatchObject(refusal);
    }
    expect(other.app.queries.list.get()[0]?.error).toMatchObject(refusal);
    expect([other.requests, copied.parts]).toEqual([[], before]);
    await other.app.trust.allow("acme", going());
    expect((await other.app.queries.refresh(definition.id, { signal: going() })).rows).toHaveLength(2);
  });

  test("reads from a connection that comes with the deployment", async () => {
    const { app, workbook } = startApp({ builtInConnections: [{ name: "sandbox", apiKey: goodKey, apiBase: sandboxRoot }] });
    expect((await run(app, "sandbox")).rows).toHaveLength(2);
    await app.trust.allow("sandbox", going());
    expect([workbook.parts.size, app.trust.list.get()]).toEqual([0, []]);
  });
});

describe("an estimate in a workbook that nobody allowed", () => {
  const request = { sql: "SELECT id FROM charges WHERE amount > 100", connection: "acme" };

  test("asks Stripe for nothing", async () => {
    const other = openAnother(await startOwn());
    await expect(other.app.explain(request, { probe: true }, { signal: going() })).rejects.toMatchObject(refusal);
    expect([other.requests, other.app.trust.asked.get()]).toEqual([[], ["acme"]]);
  });

  test("is made without asking Stripe", async () => {
    const other = openAnother(await startOwn());
    expect((await other.app.explain(request, { probe: false }, { signal: going() })).probes).toBe(0);
    expect(other.requests).toEqual([]);
  });
});

describe("a workbook is allowed", () => {
  test("by making a connection in its pane", async () => {
    expect((await run((await startOwn()).app)).rows).toHaveLength(2);
  });

  test("by inserting a query from its pane", async () => {
    const other = openAnother(await startOwn());
    await other.app.queries.insert(insertion, { signal: going() });
    expect((await run(other.app)).rows).toHaveLength(2);
  });

  test("by a press of Allow, for that connection and no other", async () => {
    const own = await startOwn();
    await own.connect("second");
    const other = openAnother(own);
    await Promise.allSettled([run(other.app), run(other.app, "second")]);
    await other.app.trust.allow("acme", going());
    expect((await run(other.app)).rows).toHaveLength(2);
    await expect(run(other.app, "second")).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(other.app.trust.asked.get()).toEqual(["second"]);
  });

  test("once: it reads in every later session, and does not ask the workbook for each formula", async () => {
    const own = await startOwn();
    const asked = { part: 0, address: 0, store: 0 };
    const workbook: Workbook = { ...own.workbook, readPart: (namespace, signal) => (asked.part++, own.workbook.readPart(namespace, signal)) };
    const addIn = { ...own.deps.addIn, documentAddress: () => (asked.address++, Promise.resolve(own.file.address)) };
    const store = { ...own.store, load: (signal: AbortSignal) => (asked.store++, own.store.load(signal)) };
    const next = openAnother(own, { workbook, addIn, openSettingsStore: () => Promise.resolve(store) });
    await next.app.connections.load(going());
    asked.store = 0;
    await Promise.all(Array.from({ length: 50 }, () => run(next.app)));
    for (let call = 0; call < 50; call++) await run(next.app);
    expect(asked).toEqual({ part: 1, address: 1, store: 1 });
  });

  test("also while its store does not answer for a moment", async () => {
    const own = await startOwn();
    let away = false;
    const gone = new AppError("STORAGE_UNAVAILABLE", "The store does not answer.");
    const store = { ...own.store, load: (signal: AbortSignal) => (away ? Promise.reject(gone) : own.store.load(signal)) };
    const next = openAnother(own, { workbook: own.workbook, openSettingsStore: () => Promise.resolve(store) });
    expect((await run(next.app)).rows).toHaveLength(2);
    away = true;
    await next.clock.advance(minute);
    expect((await run(next.app)).rows).toHaveLength(2);
  });

  test("by this person only: another one's settings know nothing of it", async () => {
    const own = await startOwn();
    const colleague = startApp();
    await colleague.connect();
    const sharing = openAnother(colleague, { workbook: own.workbook });
    await expect(run(sharing.app)).rejects.toMatchObject(refusal);
  });
});

describe("what was allowed ends", () => {
  test("under a new address", async () => {
    const { app, file, clock } = await startOwn();
    expect((await run(app)).rows).toHaveLength(2);
    file.address = "https://evil.example/Book1.xlsx";
    await clock.advance(burst);
    await expect(run(app)).rejects.toMatchObject(refusal);
    file.address = "https://acme.example/Book1.xlsx";
    await clock.advance(burst);
    expect((await run(app)).rows).toHaveLength(2);
  });

  test("under a new address at once for a refresh, which somebody wants", async () => {
    const own = await startOwn();
    const { definition } = await own.app.queries.insert(insertion, { signal: going() });
    own.file.address = "https://evil.example/Book1.xlsx";
    await expect(own.app.queries.refresh(definition.id, { signal: going() })).rejects.toMatchObject(refusal);
  });

  test("with another id at the same address", async () => {
    const own = await startOwn();
    const swapped = createMemoryWorkbook();
    swapped.parts.set(identityNamespace, `<workbook xmlns="${identityNamespace}" id="${"0".repeat(32)}"/>`);
    await expect(run(openAnother(own, { workbook: swapped }).app)).rejects.toMatchObject(refusal);
  });

  test("with the session, of a workbook that was never saved", async () => {
    const own = startApp();
    own.file.address = null;
    await own.connect();
    expect((await run(own.app)).rows).toHaveLength(2);
    const next = openAnother(own, { workbook: own.workbook });
    next.file.address = null;
    await expect(run(next.app)).rejects.toMatchObject(refusal);
  });

  test("not with the first save of a workbook, which then stays allowed at its address", async () => {
    const own = startApp();
    own.file.address = null;
    await own.connect();
    own.file.address = "https://acme.example/Saved.xlsx";
    await own.clock.advance(burst);
    for (const { rows } of await Promise.all([run(own.app), run(own.app)])) expect(rows).toHaveLength(2);
    const later = openAnother(own, { workbook: own.workbook });
    later.file.address = own.file.address;
    expect((await run(later.app)).rows).toHaveLength(2);
    expect(own.app.trust.list.get().map(({ address }) => address)).toEqual([own.file.address]);
    own.file.address = "https://acme.example/Copy.xlsx";
    await own.clock.advance(burst);
    await expect(run(own.app)).rejects.toMatchObject(refusal);
  });

  test("by revoking it from the list, also in the store", async () => {
    const own = await startOwn();
    await own.app.trust.load(going());
    const [permission] = own.app.trust.list.get();
    expect(permission).toMatchObject({ address: "https://acme.example/Book1.xlsx", connection: "acme", allowedAt: now });
    if (permission) await own.app.trust.revoke(permission, going());
    await expect(run(own.app)).rejects.toMatchObject(refusal);
    await expect(run(openAnother(own, { workbook: own.workbook }).app)).rejects.toMatchObject(refusal);
    expect(own.app.trust.list.get()).toEqual([]);
  });

  test("within a minute by revoking it in another page, and before the next refresh", async () => {
    const own = await startOwn();
    const { definition } = await own.app.queries.insert(insertion, { signal: going() });
    expect((await run(own.app)).rows).toHaveLength(2);
    const page = openAnother(own, { workbook: own.workbook });
    await page.app.trust.load(going());
    for (const permission of page.app.trust.list.get()) await page.app.trust.revoke(permission, going());
    await own.clock.advance(minute - 1);
    expect((await run(own.app)).rows).toHaveLength(2);
    await expect(own.app.queries.refresh(definition.id, { signal: going() })).rejects.toMatchObject(refusal);
    await expect(run(own.app)).rejects.toMatchObject(refusal);
  });

  test("within a minute for formulas alone, and the list of the page shows it", async () => {
    const own = await startOwn();
    expect((await run(own.app)).rows).toHaveLength(2);
    const page = openAnother(own);
    await page.app.trust.load(going());
    for (const permission of page.app.trust.list.get()) await page.app.trust.revoke(permission, going());
    await own.clock.advance(minute);
    await expect(run(own.app)).rejects.toMatchObject(refusal);
    expect(own.app.trust.list.get()).toEqual([]);
  });

  test.each([
    ["another account", { AccountId: "acct_1Other" }],
    ["another key", { ApiKey: new Secret("sk_test_another") }],
    ["another mode", { ApiKey: new Secret("rk_live_another") }],
  ])("for other workbooks when the connection's name is given to %s", async (_, settings) => {
    const own = await startOwn();
    const other = openAnother(own);
    other.file.address = "https://acme.example/Other.xlsx";
    await other.app.trust.allow("acme", going());
    await own.connect("ACME", settings);
    await other.clock.advance(minute);
    await expect(run(other.app)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(own.app.trust.list.get().map(({ address }) => address)).toEqual([own.file.address]);
  });

  test("not for other workbooks when the connection is saved with the same key", async () => {
    const own = await startOwn();
    const other = openAnother(own);
    other.file.address = "https://acme.example/Other.xlsx";
    await other.app.trust.allow("acme", going());
    await own.connect("acme", { TimeZone: "Europe/Berlin" });
    await other.clock.advance(minute);
    expect((await run(other.app)).rows).toHaveLength(2);
  });

  test("with the connection: another one of its name is not the one that was meant", async () => {
    const own = await startOwn();
    await own.app.connections.remove("acme", going());
    await openAnother(own).connect();
    await expect(run(openAnother(own, { workbook: own.workbook }).app)).rejects.toMatchObject(refusal);
  });
});

describe("permissions in the settings", () => {
  test("take no room from connections: of many the oldest is asked for again", async () => {
    const own = await startOwn();
    for (let book = 1; book <= 60; book += 1) {
      own.file.address = `https://acme.example/${book}.xlsx`;
      await own.clock.advance(1000);
      await own.app.trust.allow("acme", going());
    }
    expect(own.app.trust.list.get()).toHaveLength(30);
    expect((await own.store.load(going()))?.text.length).toBeLessThan(12_000);
    expect((await run(own.app)).rows).toHaveLength(2);
  });

  test("two workbooks that are allowed at once are both kept", async () => {
    const own = await startOwn();
    const others = [openAnother(own), openAnother(own)];
    await Promise.all(others.map(async ({ app }) => app.connections.load(going())));
    await Promise.all(others.map(({ app, clock }) => whileTimePasses(clock, app.trust.allow("acme", going()))));
    for (const { app } of others) expect((await run(app)).rows).toHaveLength(2);
  });

  test("a workbook or store that cannot be written does not undo the connection; the pane asks instead", async () => {
    const own = startApp();
    own.workbook.failing.part = true;
    await own.connect();
    expect([own.app.connections.list.get().length, own.app.trust.asked.get()]).toEqual([1, ["acme"]]);
  });

  test("whatever stands in the part of the id, a workbook is known by an id of ours or not at all", async () => {
    const own = await startOwn();
    const part = fc.oneof(fc.string({ unit: "binary" }), fc.string().map((id) => `<workbook xmlns="${identityNamespace}" id="${id}"/>`));
    await fc.assert(
      fc.asyncProperty(part, async (xml) => {
        const workbook = createMemoryWorkbook();
        workbook.parts.set(identityNamespace, xml);
        await expect(run(openAnother(own, { workbook }).app)).rejects.toMatchObject(refusal);
      }),
      { numRuns: 50 },
    );
  });

  test("hold no key, and the workbook's part holds nothing but the id", async () => {
    const own = startApp();
    await own.connect("acme", { ApiKey: new Secret("sk_test_canary") });
    expect(own.workbook.parts.get(identityNamespace)).toMatch(/^<workbook xmlns="[^"]*" id="[0-9a-f]{32}"\/>$/);
  });
});
