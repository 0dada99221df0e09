import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { majorUnits } from "./money";
import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { chooseTable, insert, saveConnection, scheduleEvery } from "./pane-steps";
import { waitUntil } from "./wait-until";

type Charge = { readonly id: string; readonly amount: number; readonly currency: string };

const minuteMs = 60_000;

describe("the main job in a browser, on the real office.js", () => {
  let bench: OpenWorkbench;

  beforeAll(async () => {
    bench = await openWorkbench();
  }, 120_000);

  afterAll(() => bench.close());

  const charges = (): readonly Charge[] => bench.server.sandbox.all("charge") as unknown as readonly Charge[];
  const table = async (): Promise<{ readonly sheet: string; readonly address: string }> => {
    const found = (await bench.call("tables")).find(({ name }) => name === "Charges");
    if (!found) throw new Error("no table Charges");
    return found;
  };
  /** The table's rows as objects by header. */
  const rows = async (): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const { values } = await bench.call("getCells", (await table()).address);
    const [headers = [], ...body] = values;
    return body.map((row) => Object.fromEntries(headers.map((header, column) => [String(header), row[column]])));
  };

  test("a key is tested from the ribbon: account, mode and what it may read are shown", async () => {
    await bench.call("runCommand", "NewConnection");
    const pane = bench.pane();
    await pane.getByLabel("Name", { exact: true }).fill("Acme");
    await pane.getByLabel("API key").fill("rk_test_charges");
    await pane.getByRole("button", { name: "Test connection" }).click();
    await pane.getByText(/acct_/).first().waitFor();
    const shown = await pane.locator("body").innerText();
    expect(shown).toMatch(/test/i);
    expect(shown).toMatch(/charges/i);
    await pane.getByRole("button", { name: "Cancel" }).click();
  }, 60_000);

  test("a wrong key is one clear sentence with the next step, and nothing is saved", async () => {
    await bench.call("runCommand", "NewConnection");
    const pane = bench.pane();
    await pane.getByLabel("Name", { exact: true }).fill("Wrong");
    await pane.getByLabel("API key").fill("sk_test_unknown");
    await pane.getByRole("button", { name: "Test connection" }).click();
    await pane.getByText(/did not accept|not accepted|does not know|wrong/i).first().waitFor();
    await pane.getByRole("button", { name: "Cancel" }).click();
    await bench.call("runCommand", "ManageConnections");
    expect(await bench.pane().locator("body").innerText()).not.toContain("Wrong");
  }, 60_000);

  test("from the ribbon to a table: the rows equal the sandbox's, money in major units, yen and dinars right", async () => {
    await saveConnection(bench, "Acme", "sk_test_sandbox");
    const pane = await chooseTable(bench, "Acme", "Charges");
    const line = await insert(pane);
    expect(line).toBe("1,000 rows inserted into Charges. First 1,000 rows; more exist.");
    const expected = charges().slice(0, 1_000);
    const found = await rows();
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(found.map(({ amount }) => amount)).toEqual(expected.map(({ amount, currency }) => majorUnits(amount, currency)));
    expect(found.map(({ currency }) => currency)).toEqual(expected.map(({ currency }) => currency));
    expect(new Set(found.map(({ currency }) => currency))).toEqual(expect.objectContaining(new Set(["jpy", "kwd"])));
  }, 120_000);

  test("amounts are shown with the decimals of their currency", async () => {
    const { address } = await table();
    const { values, text } = await bench.call("getCells", address);
    const headers = values[0] ?? [];
    const shown = (currency: string): string => {
      const row = values.findIndex((cells) => cells[headers.indexOf("currency")] === currency);
      return text[row]?.[headers.indexOf("amount")] ?? "";
    };
    expect(shown("usd")).toMatch(/^-?[\d,]+\.\d{2}$/);
    expect(shown("jpy")).toMatch(/^-?[\d,]+$/);
    expect(shown("kwd")).toMatch(/^-?[\d,]+\.\d{3}$/);
  });

  test("an object that changes in Stripe is new in its cell after Refresh All", async () => {
    const [newest] = charges();
    if (!newest) throw new Error("the company has no charges");
    bench.server.sandbox.update(newest.id, { amount: newest.amount + 100, description: "=1+1" });
    await bench.call("runCommand", "RefreshAll");
    await bench.call("idle");
    expect((await rows())[0]).toMatchObject({
      id: newest.id,
      amount: majorUnits(newest.amount + 100, newest.currency),
    });
  }, 60_000);

  test("a schedule refreshes when its time comes, without asking", async () => {
    await scheduleEvery(bench, 30);
    const [newest] = charges();
    if (!newest) throw new Error("the company has no charges");
    bench.server.sandbox.update(newest.id, { amount: 777_000 });
    await bench.advance(10 * minuteMs);
    await bench.call("idle");
    expect((await rows())[0]?.["amount"]).not.toBe(majorUnits(777_000, newest.currency));
    await bench.advance(25 * minuteMs);
    await waitUntil(async () => (await rows())[0]?.["amount"] === majorUnits(777_000, newest.currency));
  }, 60_000);

  test("a workbook that is opened again refreshes on open, with the key of the last session", async () => {
    await bench.call("runCommand", "Queries");
    const pane = bench.pane();
    if ((await pane.getByLabel("When the workbook opens").count()) === 0) {
      await pane.getByRole("button", { name: "Schedule" }).click();
    }
    await pane.getByLabel("When the workbook opens").click();
    await pane.getByText(/Refreshes .*on open/i).waitFor();
    const saved = await bench.call("saveWorkbook");
    expect(saved).not.toContain("sk_test_sandbox");
    const [newest] = charges();
    if (!newest) throw new Error("the company has no charges");
    bench.server.sandbox.update(newest.id, { amount: 888_000 });
    await bench.call("openWorkbook", saved);
    await waitUntil(async () => (await rows())[0]?.["amount"] === majorUnits(888_000, newest.currency));
  }, 60_000);

  test("the key is nowhere readable in the browser's storage", async () => {
    const stored = await bench.pane().evaluate(async () => {
      const records: string[] = Object.entries({ ...localStorage, ...sessionStorage }).map(String);
      for (const { name = "" } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(new Error("the database does not open"));
        });
        for (const store of database.objectStoreNames) {
          const all = await new Promise<unknown[]>((resolve) => {
            const reading = database.transaction(store).objectStore(store).getAll();
            reading.onsuccess = () => resolve(reading.result as unknown[]);
          });
          records.push(...all.map((record) => (record instanceof CryptoKey ? `key extractable:${record.extractable}` : JSON.stringify(record))));
        }
        database.close();
      }
      return records;
    });
    expect(stored.join("\n")).toContain("key extractable:false");
    expect(stored.join("\n")).toMatch(/sealed/);
    expect(stored.join("\n")).not.toContain("sk_test_sandbox");
  });

  test("nothing went wrong on the way: no console error, no request to another origin", () => {
    expect(bench.complaints).toEqual([]);
  });
});
