import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../src/base/app-error";
import { isWorthListing } from "../../../src/stripe/cache/lookups/worth-listing";
import type { Row } from "../../../src/table/table";
import { type Company, listening, openCompany, readAll } from "./company";

const minute = 60_000;
const fiveMinutes = { maxAgeMs: 5 * minute };
const columns = ["id", "email"];

function look(company: Company, key: string, { context } = listening(fiveMinutes)): Promise<Row | null> {
  return company.source.lookup({ table: company.table("customers"), columns, key }, context);
}

const customers = (company: Company): readonly string[] => company.sandbox.all("customer").map(({ id }) => id);

describe("look-ups", () => {
  test("a few keys are read one by one, equal ones by one request, and stay for later", async () => {
    const company = openCompany({});
    const [first = "", second = ""] = customers(company);
    const rows = await Promise.all([first, second, first].map((key) => look(company, key)));
    expect(rows.map((row) => row?.[0])).toEqual([first, second, first]);
    expect(company.paths).toEqual([`/v1/customers/${first}`, `/v1/customers/${second}`]);
    const { context, loads } = listening(fiveMinutes);
    expect(await look(company, first, { ...listening(), context })).toEqual(rows[0]);
    expect(loads).toEqual([{ table: "customers", kind: "memory", rows: 1, requests: 0, asOf: company.clock.now(), why: null }]);
    expect(company.paths).toHaveLength(2);
  });

  test("the one who asked first pays, the others do not", async () => {
    const company = openCompany({});
    const [key = ""] = customers(company);
    const both = [listening(fiveMinutes), listening(fiveMinutes)];
    await Promise.all(both.map((one) => look(company, key, one)));
    expect(both.map(({ heard, loads }) => [heard.requests, loads[0]?.requests])).toEqual([[1, 1], [0, 0]]);
  });

  test("a key that does not exist is remembered too, and a kept listing of everything knows it", async () => {
    const company = openCompany({});
    const product = (key: string) => company.source.lookup({ table: company.table("products"), columns: ["id"], key }, listening(fiveMinutes).context);
    expect(await product("prod_none")).toBeNull();
    expect(await product("prod_none")).toBeNull();
    expect(company.paths).toEqual(["/v1/products/prod_none"]);
    await readAll(company, { table: "products", columns: ["id"] }, listening(fiveMinutes).context);
    const sent = company.paths.length;
    expect(await product("prod_neither")).toBeNull();
    expect(await product(company.sandbox.all("product")[3]?.id ?? "")).not.toBeNull();
    expect(company.paths).toHaveLength(sent);
  });

  test("a customer of a test clock, which no listing has, is found by its key all the same; live mode has no such customers", async () => {
    const company = openCompany({});
    const [key = "", ...others] = customers(company);
    company.sandbox.update(key, { test_clock: "clock_1" });
    await readAll(company, { table: "customers", columns }, listening(fiveMinutes).context);
    const sent = company.paths.length;
    expect((await look(company, key))?.[0]).toBe(key);
    expect(company.paths.slice(sent)).toEqual([`/v1/customers/${key}`]);
    for (const other of others) company.sandbox.update(other, { livemode: true });
    await readAll(company, { table: "customers", columns }, listening({ maxAgeMs: 0, reload: true }).context);
    const sentLive = company.paths.length;
    expect(await look(company, "cus_none")).toBeNull();
    expect(company.paths).toHaveLength(sentLive);
  });

  test("whoever wants no age asks Stripe", async () => {
    const company = openCompany({});
    const [key = ""] = customers(company);
    await look(company, key);
    await company.clock.advance(1);
    company.sandbox.update(key, { email: "new@example.com" });
    expect(await look(company, key, listening({ maxAgeMs: 0 }))).toEqual([key, "new@example.com"]);
    expect(await look(company, key)).toEqual([key, "new@example.com"]);
    expect(company.paths).toHaveLength(2);
  });

  test("many keys of a small table become its listing, which is then kept", async () => {
    const company = openCompany({ scale: 0.12 });
    const keys = customers(company);
    expect(keys.length).toBeGreaterThan(200);
    const rows = await Promise.all(keys.map((key) => look(company, key)));
    expect(rows.map((row) => row?.[0])).toEqual(keys);
    expect(company.paths).toEqual(Array.from({ length: Math.ceil(keys.length / 100) }, () => "/v1/customers"));
    expect(await look(company, keys[0] ?? "")).toEqual(rows[0]);
    expect(company.paths).toHaveLength(Math.ceil(keys.length / 100));
  });

  test("many keys of a listing that is kept but old are answered by what changed", async () => {
    const company = openCompany({ scale: 0.12 });
    await readAll(company, { table: "customers", columns }, listening(fiveMinutes).context);
    await company.clock.advance(60 * minute);
    const [key = ""] = customers(company);
    company.sandbox.update(key, { email: "new@example.com" });
    await company.clock.advance(minute);
    const sent = company.paths.length;
    const rows = await Promise.all(customers(company).map((one) => look(company, one)));
    expect(rows[0]).toEqual([key, "new@example.com"]);
    expect(company.paths.length - sent).toBe(2);
  });

  test("one who leaves does not take the answer from the others, and the last one cancels", async () => {
    const held: (() => void)[] = [];
    const gate = (signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        held.push(resolve);
        signal.addEventListener("abort", () => reject(new Error("gone")));
      });
    const company = openCompany({ gate });
    const [key = "", other = ""] = customers(company);
    const leaving = new AbortController();
    const left = look(company, key, listening(fiveMinutes, leaving.signal));
    const stayed = look(company, key);
    const alone = look(company, other, listening(fiveMinutes, leaving.signal));
    const ends = Promise.allSettled([left, alone]);
    await company.clock.advance(0);
    expect(company.open()).toBe(2);
    leaving.abort();
    expect(await ends).toMatchObject([{ status: "rejected", reason: { code: "CANCELLED" } }, { status: "rejected", reason: { code: "CANCELLED" } }]);
    await company.clock.advance(0);
    expect(company.open()).toBe(1);
    for (const release of held) release();
    expect((await stayed)?.[0]).toBe(key);
  });

  test("what goes wrong is told to everybody who waits, and the next one asks again", async () => {
    let broken = true;
    const company = openCompany({ gate: () => (broken ? Promise.reject(new Error("no network")) : Promise.resolve()) });
    const keys = customers(company).slice(0, 30);
    const answers = await Promise.allSettled(keys.map((key) => look(company, key)));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => "rejected"));
    broken = false;
    expect(await look(company, keys[0] ?? "")).not.toBeNull();
    expect(company.open()).toBe(0);
  });
});

describe("look-ups in a table that the account does not have", () => {
  const refuse = (): Promise<never> => Promise.reject(new AppError("NOT_ENABLED", "This Stripe account does not offer this data."));

  test("find nothing, say why, and are not remembered as missing", async () => {
    const company = openCompany({ gate: refuse });
    for (const time of [1, 2]) {
      const listener = listening(fiveMinutes);
      expect(await look(company, "cus_1", listener)).toBeNull();
      expect(listener.heard.partial).toEqual(["NOT_ENABLED"]);
      expect(company.paths).toHaveLength(time);
    }
  });

  test("take one request together, however many they are", async () => {
    const company = openCompany({ gate: refuse });
    const listeners = Array.from({ length: 40 }, () => listening(fiveMinutes));
    const rows = await Promise.all(listeners.map((listener, index) => look(company, `cus_${index}`, listener)));
    expect(new Set(rows)).toEqual(new Set([null]));
    expect(listeners.map(({ heard }) => heard.partial)).toEqual(listeners.map(() => ["NOT_ENABLED"]));
    expect(company.paths).toEqual(["/v1/customers"]);
  });
});

describe("isWorthListing", () => {
  /** Requests in all for a table whose pages hold so many of the wanted keys. */
  function requestsFor(hitsOfPages: readonly number[], asked: number): number {
    let hits = 0;
    let requests = 0;
    for (const onPage of hitsOfPages) {
      if (!isWorthListing({ asked, hits, requests })) break;
      requests++;
      hits += onPage;
    }
    return requests + (requests === hitsOfPages.length ? 0 : asked - hits);
  }

  test("never takes more than ten requests more than single reads do, whatever the pages hold", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 300 }), fc.nat({ max: 1_000 }), (pages, absent) => {
        const asked = pages.reduce((sum, hits) => sum + hits, 0) + absent;
        fc.pre(asked > 0);
        expect(requestsFor([...pages, 0], asked)).toBeLessThanOrEqual(asked + Math.min(10, Math.ceil(asked / 100)));
      }),
    );
  });

  test.each([
    { story: "1,000 of 1,800 rows, spread", pages: Array.from({ length: 18 }, (_, page) => (page < 10 ? 56 : 55)), most: 20 },
    { story: "the 1,000 oldest of 1,800", pages: Array.from({ length: 18 }, (_, page) => (page < 8 ? 0 : 100)), most: 20 },
    { story: "the 1,000 newest of 100,000", pages: Array.from({ length: 1_000 }, (_, page) => (page < 10 ? 100 : 0)), most: 10 },
    { story: "1,000 of 100,000, spread", pages: Array.from({ length: 1_000 }, () => 1), most: 1_010 },
    { story: "1,000 that do not exist", pages: Array.from({ length: 1_000 }, () => 0), most: 1_010 },
  ])("$story: at most $most requests", ({ pages, most }) => {
    expect(requestsFor(pages, 1_000)).toBeLessThanOrEqual(most);
  });
});
