import { describe, expect, test } from "@jest/globals";
import { createFormulas } from "../../../src/app/formulas/formulas";
import { createFormulaSheet } from "../../../src/app/formulas/formula-sheet";
import { recalculateWhenAllowed } from "../../../src/app/formulas/recalculate-when-allowed";
import { createLookElsewhere } from "../../../src/app/formulas/look-elsewhere";
import { createSignInWatch } from "../../../src/app/formulas/sign-in-watch";
import { refreshEverything } from "../../../src/app/formulas/refresh-everything";
import { AppError } from "../../../src/base/app-error";
import { Secret } from "../../../src/base/secret";
import { createStore } from "../../../src/base/store";
import { going, now, startApp, whileTimePasses } from "../harness";

const count = { sql: "SELECT count(*) AS n FROM customers" };
const asking = () => ({ signal: going(), preview: false });

/** Cells with one formula, which Excel runs when it recalculates. */
function start() {
  const started = startApp();
  const { app, clock } = started;
  const signInWatch = createSignInWatch(app);
  const readable = { tables: () => app.tables(), runQuery: signInWatch.runQuery };
  const formulas = createFormulas({ app: readable, now: () => clock.now(), rights: [app.connections.list, app.trust.list] });
  const shown: unknown[] = [];
  const run = () => formulas.run(count, asking()).then(({ rows }) => shown.push(rows[0]?.[0]), (failure: unknown) => shown.push(AppError.from(failure).code));
  const cells = {
    count: () => Promise.resolve({ working: 1, broken: 0 }),
    recalculate: async () => (await run(), 1),
    toValues: () => Promise.resolve({ converted: 1, left: 0 }),
    repair: () => Promise.resolve(0),
  };
  const sheet = createFormulaSheet({ formulas, openCells: () => Promise.resolve(cells) });
  /** Runs what the page lets run again. */
  function recalculateBySelf() {
    const running: Promise<unknown>[] = [];
    const recalculate = () => void running.push(sheet.recalculate(going()));
    recalculateWhenAllowed({ trust: app.trust, recalculate });
    signInWatch.onSignedIn(recalculate);
    return running;
  }

  return { ...started, formulas, sheet, cells, run, shown, recalculateBySelf };
}

describe("refreshing formulas", () => {
  test("asks Stripe again, however young the rows are, and once for all formulas", async () => {
    const { connect, sheet, requests, formulas, clock, shown } = start();
    await connect();
    await sheet.recalculate(going());
    const asked = requests.length;
    await sheet.recalculate(going());
    expect(requests).toHaveLength(asked);
    await clock.advance(1_000);
    await sheet.refresh(going());
    const again = requests.length;
    expect(again).toBeGreaterThan(asked);
    await Promise.all([formulas.run(count, asking()), formulas.run({ sql: "SELECT max(created) AS last FROM customers" }, asking())]);
    expect(requests).toHaveLength(again);
    expect(new Set(shown).size).toBe(1);
  });

  test("does not take what began to be read before", async () => {
    const { connect, formulas, clock, network, requests } = start();
    await connect("acme", { CacheTolerance: "3600" });
    let begun = 0;
    network.before = () => void begun++;
    const before = formulas.run(count, asking());
    await clock.advance(10);
    formulas.expire();
    await clock.advance(10);
    const after = await whileTimePasses(clock, formulas.run(count, asking()));
    expect(after).not.toBe(await before);
    expect(requests.length).toBe(begun);
    expect(after.asOf).toBeGreaterThanOrEqual(now + 10);
    expect(await formulas.run(count, asking())).toBe(after);
  });

  test("keeps the last good rows where Stripe cannot be reached", async () => {
    const { connect, sheet, network, clock, shown } = start();
    await connect();
    await sheet.recalculate(going());
    network.before = () => {
      throw new TypeError("the network is down");
    };
    await whileTimePasses(clock, sheet.refresh(going()));
    expect(shown[1]).toBe(shown[0]);
  });

  test("goes with refreshing all queries, and a failure of one does not keep the other", async () => {
    const { app, sheet, cells, shown, connect } = start();
    await connect();
    await refreshEverything({ app, formulas: sheet }, { signal: going() });
    expect(shown).toHaveLength(1);
    let refreshed = 0;
    const queries = { ...app.queries, refreshAll: () => Promise.resolve(void refreshed++) };
    cells.recalculate = () => Promise.reject(new AppError("WORKBOOK_BUSY", "A cell is being edited."));
    await expect(refreshEverything({ app: { queries }, formulas: sheet }, { signal: going() })).rejects.toMatchObject({ code: "WORKBOOK_BUSY" });
    expect(refreshed).toBe(1);
  });
});

describe("formulas of a workbook that may not read yet", () => {
  test("run when the person allows it, and when it is taken back", async () => {
    const { app, connect, file, sheet, shown, clock } = start();
    await connect();
    file.address = "https://acme.example/Sent.xlsx";
    await clock.advance(5_000);
    const running: Promise<unknown>[] = [];
    recalculateWhenAllowed({ trust: app.trust, recalculate: () => void running.push(sheet.recalculate(going())) });
    await sheet.recalculate(going());
    expect([shown, app.trust.asked.get()]).toEqual([["NOT_ALLOWED"], ["acme"]]);
    await app.trust.allow("acme", going());
    await Promise.all(running);
    expect(shown).toEqual(["NOT_ALLOWED", expect.any(Number)]);
    const permission = app.trust.list.get().find(({ address }) => address === file.address)!;
    await app.trust.revoke(permission, going());
    await Promise.all(running);
    expect(shown.at(-1)).toBe("NOT_ALLOWED");
  });

  test("do not run when permissions are only read", async () => {
    const { app, connect } = start();
    await connect();
    let recalculated = 0;
    recalculateWhenAllowed({ trust: app.trust, recalculate: () => void recalculated++ });
    await app.trust.load(going());
    expect(recalculated).toBe(0);
  });
});

describe("what happens in another page of the person", () => {
  const minute = 60_000;

  /** Formulas that look elsewhere, and the other page. */
  function startBoth() {
    const here = start();
    const { app, clock, store, workbook } = here;
    const elsewhere = createLookElsewhere({ ...app, now: () => clock.now() });
    const formulas = elsewhere.first(here.formulas);
    const other = startApp({ openSettingsStore: () => Promise.resolve(store), workbook });
    return { ...here, elsewhere, formulas, other };
  }

  async function revokeAll({ app }: Pick<ReturnType<typeof startApp>, "app">) {
    await app.trust.load(going());
    for (const permission of app.trust.list.get()) await app.trust.revoke(permission, going());
  }

  test("makes formulas run that lacked the sign-in, within a minute", async () => {
    const { connect, formulas, shown, recalculateBySelf, elsewhere, clock, other } = startBoth();
    await connect("acme", { ApiKey: new Secret("sk_test_expired") });
    const running = recalculateBySelf();
    await expect(formulas.run(count, asking())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await other.connect();
    await clock.advance(minute);
    await elsewhere.tick(going());
    await Promise.all(running);
    expect(shown).toEqual([expect.any(Number)]);
  });

  test("takes back what formulas show, within a minute", async () => {
    const { connect, formulas, elsewhere, recalculateBySelf, clock, other } = startBoth();
    await connect("acme", { CacheTolerance: "3600" });
    const running = recalculateBySelf();
    await formulas.run(count, asking());
    await revokeAll(other);
    await clock.advance(minute - 1);
    await formulas.run(count, asking());
    await clock.advance(1);
    await elsewhere.tick(going());
    expect(running).toHaveLength(1);
    await expect(formulas.run(count, asking())).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });

  test("takes back also what a recalculation would show again, though no tick came meanwhile", async () => {
    const { connect, formulas, clock, other } = startBoth();
    await connect("acme", { CacheTolerance: "3600" });
    await formulas.run(count, asking());
    await revokeAll(other);
    await clock.advance(minute);
    await expect(formulas.run(count, asking())).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });

  test("is looked for once a minute however many formulas run, not before one has, and not where the store is away", async () => {
    let at = 0;
    let looks = 0;
    let failure: AppError | null = null;
    const load = () => (looks++, failure === null ? Promise.resolve() : Promise.reject(failure));
    const elsewhere = createLookElsewhere({ connections: { load }, trust: { load: () => Promise.resolve() }, now: () => at });
    const { formulas: without, connect } = start();
    await connect();
    const formulas = elsewhere.first(without);
    await elsewhere.tick(going());
    expect(looks).toBe(0);
    for (let second = 0; second < 120; second++) {
      at = second * 1_000;
      await Promise.all([formulas.run(count, asking()), formulas.run(count, asking())]);
    }
    expect(looks).toBe(2);
    at = 10 * minute;
    failure = new AppError("STORAGE_UNAVAILABLE", "The store is away.");
    await formulas.run(count, asking());
    expect(looks).toBe(3);
    failure = new AppError("INTERNAL", "It is broken.");
    at = 20 * minute;
    await expect(elsewhere.tick(going())).rejects.toMatchObject({ code: "INTERNAL" });
  });
});

describe("formulas that nobody was signed in for", () => {
  test("run when the person makes the connection that they lack", async () => {
    const { connect, run, shown, recalculateBySelf } = start();
    const running = recalculateBySelf();
    await run();
    expect(shown).toEqual(["NOT_CONNECTED"]);
    await connect();
    await Promise.all(running);
    expect(shown.at(-1)).toEqual(expect.any(Number));
  });

  test("run when the person signs in again", async () => {
    const { connect, run, shown, recalculateBySelf } = start();
    await connect("acme", { ApiKey: new Secret("sk_test_expired") });
    const running = recalculateBySelf();
    await run();
    expect([shown, running]).toEqual([["REAUTH_REQUIRED"], []]);
    await connect();
    await Promise.all(running);
    expect(shown.at(-1)).toEqual(expect.any(Number));
  });

  test("stay as they are when nothing they lack has come: another connection, or a reading of what is stored", async () => {
    const { app, connect, formulas, recalculateBySelf } = start();
    await connect();
    const running = recalculateBySelf();
    await expect(formulas.run({ ...count, connection: "shop" }, asking())).rejects.toMatchObject({ code: "NOT_CONNECTED" });
    await connect("other");
    await app.connections.load(going());
    expect(running).toEqual([]);
    await connect("Shop");
    expect(running).toHaveLength(1);
  });

  test("do not run again and again where others show rows that were read before, as if the sign-in worked", async () => {
    const { connect, app } = start();
    await connect();
    const acme = app.connections.list.get();
    const list = createStore(acme);
    const watch = createSignInWatch({ runQuery: () => Promise.reject(new AppError("REAUTH_REQUIRED", "It has expired.")), connections: { list, revisionOf: () => 1 } });
    let signedIn = 0;
    watch.onSignedIn(() => void signedIn++);
    await expect(watch.runQuery(count, { signal: going() })).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    for (const needsSignIn of [true, false]) list.set(acme.map((one) => ({ ...one, needsSignIn })));
    expect(signedIn).toBe(0);
  });
});

describe("the workbook's formulas", () => {
  test("are counted anew after they became values or were repaired", async () => {
    const { sheet, cells } = start();
    expect(sheet.found.get()).toBeNull();
    await sheet.count(going());
    cells.count = () => Promise.resolve({ working: 0, broken: 0 });
    await sheet.toValues(going());
    expect(sheet.found.get()).toEqual({ working: 0, broken: 0 });
    cells.count = () => Promise.resolve({ working: 2, broken: 0 });
    await sheet.repair(going());
    expect(sheet.found.get()).toEqual({ working: 2, broken: 0 });
  });
});
