import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { balanceTie } from "../../../src/app/evidence/balance-tie";
import { readBalanceTie } from "../../../src/app/evidence/read-balance-tie";
import type { App } from "../../../src/app/app-api";
import { AppError } from "../../../src/base/app-error";
import { going, startApp } from "../harness";

type Entry = readonly [currency: string, amount: number];

const list = (entries: readonly Entry[]) => JSON.stringify(entries.map(([currency, amount]) => ({ amount, currency })));
/** available, pending, issuing, prefunding available and pending, reserved. */
const balance = (parts: readonly (readonly Entry[] | null)[]) => Array.from({ length: 6 }, (_, index) => (parts[index] ? list(parts[index]) : null));

describe("the movements of an account beside its balance", () => {
  test("are a line a currency: all nets, what is available and pending, and nothing of what is paid out instantly", () => {
    const lines = balanceTie({
      sums: [["usd", "payments", 1500, 3], ["jpy", null, 700, 1]],
      balance: balance([[["usd", 1000], ["eur", 0]], [["usd", 500], ["jpy", 690]]]),
    });
    expect(lines).toEqual([
      { column: "Net of all balance transactions", currency: "eur", rows: 0, total: 0n, balance: 0n, note: null },
      { column: "Net of all balance transactions", currency: "jpy", rows: 1, total: 700n, balance: 690n, note: null },
      { column: "Net of all balance transactions", currency: "usd", rows: 3, total: 1500n, balance: 1500n, note: null },
    ]);
  });

  test("of other parts of the balance are compared with those, and a part that Stripe does not show has no figure", () => {
    const lines = balanceTie({
      sums: [["usd", "payments", 100, 1], ["usd", "issuing", 40, 2], ["usd", "risk_reserved", 5, 1]],
      balance: balance([[["usd", 100]], [], [["usd", 40]]]),
    });
    expect(lines.map(({ column, total, balance: shown }) => [column, total, shown])).toEqual([
      ["Net of all balance transactions", 100n, 100n],
      ["Net of all issuing transactions", 40n, 40n],
      ["Net of all risk_reserved transactions", 5n, null],
    ]);
  });

  test("leave out what is reserved for connected accounts, and say so", () => {
    const [line] = balanceTie({ sums: [["usd", "payments", 70, 2]], balance: balance([[["usd", 70]], [], null, null, null, [["usd", 1230]]]) });
    expect(line).toMatchObject({ total: 70n, balance: 70n, note: "Besides, 12.30 is reserved for connected accounts." });
  });

  test("tie up whenever the balance is the sum of the movements, in every currency by itself", () => {
    const movement = fc.tuple(fc.constantFrom("usd", "eur", "jpy", "kwd"), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(fc.array(movement), (movements) => {
        const sumOf = (currency: string, pending?: boolean) =>
          movements.filter(([code, , late]) => code === currency && late === (pending ?? late)).reduce((sum, [, net]) => sum + net, 0);
        const currencies = [...new Set(movements.map(([currency]) => currency))];
        const lines = balanceTie({
          sums: currencies.map((currency) => [currency, "payments", sumOf(currency), 1]),
          balance: balance([currencies.map((currency) => [currency, sumOf(currency, false)] as const), currencies.map((currency) => [currency, sumOf(currency, true)] as const)]),
        });
        expect(lines.map(({ currency }) => currency)).toEqual(currencies.sort());
        for (const line of lines) expect(line.total).toBe(line.balance);
      }),
    );
  });
});

describe("tying to the balance", () => {
  const started = async (settings = {}) => {
    const one = startApp({}, { scale: 0.05 });
    await one.connect("acme", settings);
    return one;
  };
  const read = (run: App["runQuery"]) => readBalanceTie({ run, request: { connection: "acme" } }, { signal: going() });

  test("is exact on a whole account, in every currency", async () => {
    const { app, sandbox } = await started();
    const { lines } = await read((...asked) => app.runQuery(...asked));
    const movements = sandbox.all("balance_transaction");
    expect(lines.length).toBeGreaterThan(2);
    for (const { currency, rows, total, balance: shown, note } of lines) {
      const own = movements.filter((one) => one["currency"] === currency);
      expect({ rows, total, shown, note }).toEqual({
        rows: own.length,
        total: own.reduce((sum, one) => sum + BigInt(Number(one["net"])), 0n),
        shown: total,
        note: null,
      });
    }
  });

  test("asks Stripe for everything again, whatever was read before", async () => {
    const { app, requests } = await started();
    await read((...asked) => app.runQuery(...asked));
    const first = requests.splice(0).length;
    await read((...asked) => app.runQuery(...asked));
    expect(requests.length).toBe(first);
  });

  /** Runs as the app, but changes the company before the given look at the newest movement. */
  const moving = (app: App, before: (look: number) => void): App["runQuery"] => {
    let looks = 0;
    return (request, context) => {
      if (request.sql.includes("LIMIT 1")) before(++looks);
      return app.runQuery(request, context);
    };
  };

  test.each([
    ["once, it is read again, and what is shown is of one moment", [2], null],
    ["twice, the lines say so", [2, 4], "Money moved while this was read."],
  ])("when money moves meanwhile %s", async (_, when, note) => {
    const { app, sandbox } = await started();
    const move = (look: number) => {
      if (when.includes(look)) sandbox.create("balance_transaction", { id: `txn_late${look}`, net: 4711 });
    };
    const { lines } = await read(moving(app, move));
    expect(new Set(lines.map((line) => line.note))).toEqual(new Set([note]));
    if (note === null) for (const { total, balance: shown } of lines) expect(total).toBe(shown);
  });

  test("without the permission to read the balance is a line with the reason instead of a figure", async () => {
    const { app } = await started();
    const refused = new AppError("FORBIDDEN", "This key may not read the balance.", { hint: "Give it the permission Balance." });
    const { lines, asOf } = await read((request, context) => (request.sql.includes("FROM balance") && !request.sql.includes("_tr") ? Promise.reject(refused) : app.runQuery(request, context)));
    expect(lines).toMatchObject([{ currency: null, total: null, balance: null, note: "This key may not read the balance. Give it the permission Balance." }]);
    expect(asOf).toBeNull();
  });

  test("to a partial answer is a line with the reason instead of a figure", async () => {
    const { app } = await started({ MaxRows: "1" });
    expect((await read((...asked) => app.runQuery(...asked))).lines).toMatchObject([{ currency: null, total: null, balance: null, note: expect.stringMatching(/more exist/) as unknown }]);
  });

  test("fails as the query when Stripe cannot be reached", async () => {
    const { app } = await started();
    const down = new AppError("STRIPE_UNAVAILABLE", "Stripe cannot be reached.");
    await expect(read((request, context) => (request.sql.includes("sum(") ? Promise.reject(down) : app.runQuery(request, context)))).rejects.toBe(down);
  });
});
