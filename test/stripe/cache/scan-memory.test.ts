import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { type Company, everything, listening, openCompany, readAll, readFrom } from "./company";

const charges = { table: "charges", columns: ["id", "amount", "created"] };
const minute = 60_000;
const fiveMinutes = { maxAgeMs: 5 * minute };

describe("scans from memory", () => {
  test("a covered scan over other columns costs no request, and says that it came from memory", async () => {
    const company = openCompany({});
    const first = listening(fiveMinutes);
    await readAll(company, charges, first.context);
    expect(first.loads).toEqual([expect.objectContaining({ kind: "list", requests: company.paths.length, why: null })]);
    await company.clock.advance(minute);
    const second = listening(fiveMinutes);
    const sent = company.paths.length;
    const rows = await readAll(company, { table: "charges", columns: ["status", "receipt_url", "amount_major", "billing_details_email"] }, second.context);
    expect(rows).toHaveLength(company.sandbox.all("charge").length);
    expect(company.paths).toHaveLength(sent);
    expect(second.loads).toEqual([{ table: "charges", kind: "memory", rows: rows.length, requests: 0, asOf: company.clock.now() - minute, why: null }]);
    expect(second.heard).toMatchObject({ requests: 0, rows: rows.length });
  });

  test("every column is served from memory as it is listed", async () => {
    for (const table of ["charges", "customers", "subscriptions", "prices", "subscription_items"]) {
      const company = openCompany({ scale: 0.02 });
      const columns = company.table(table).columns.map(({ name }) => name);
      const listed = await readAll(company, { table, columns }, listening(fiveMinutes).context);
      const { context, loads } = listening(fiveMinutes);
      const kept = await readAll(company, { table, columns }, context);
      expect(loads).toMatchObject([{ kind: "memory" }]);
      const uncached = readFrom(company.sandbox, company.clock, { options: { cacheBytes: 0 } });
      const fresh = await readAll(uncached, { table, columns, extent: "some" }, listening().context);
      expect({ table, rows: kept }).toEqual({ table, rows: fresh });
      expect(listed).toEqual(fresh);
      expect(kept.length).toBeGreaterThan(3);
    }
  });

  test("a narrower scan gets the rows that it wants and hardly more", async () => {
    const company = openCompany({});
    const all = await readAll(company, { table: "charges", columns: ["id", "customer", "created"] }, listening(fiveMinutes).context);
    const customer = all.find(([, owner]) => owner !== null)?.[1] ?? null;
    const conditions = { equals: { customer }, ranges: { created: { gte: "2025-06-01" } } };
    const { context, loads } = listening(fiveMinutes);
    const some = await readAll(company, { table: "charges", columns: ["id"], conditions }, context);
    expect(some.flat()).toEqual(all.filter(([, owner, created]) => owner === customer && String(created) >= "2025-06-01").map(([id]) => id));
    expect(loads).toMatchObject([{ kind: "memory", requests: 0 }]);
  });

  test("a wider scan than the kept one is listed", async () => {
    const company = openCompany({});
    const conditions = { equals: {}, ranges: { created: { gte: "2025-12-01" } } };
    await readAll(company, { ...charges, conditions }, listening(fiveMinutes).context);
    const { context, loads } = listening(fiveMinutes);
    expect(await readAll(company, charges, context)).toHaveLength(company.sandbox.all("charge").length);
    expect(loads).toMatchObject([{ kind: "list", why: null }]);
  });

  test("nested data is kept only when it is used, and then stays for later queries", async () => {
    const company = openCompany({});
    await readAll(company, charges, listening(fiveMinutes).context);
    const kinds = async (columns: readonly string[]): Promise<unknown> => {
      const { context, loads } = listening(fiveMinutes);
      await readAll(company, { table: "charges", columns }, context);
      return loads.map(({ kind }) => kind);
    };
    expect(await kinds(["id", "metadata"])).toEqual(["list"]);
    expect(await kinds(["id", "metadata", "amount"])).toEqual(["memory"]);
    expect(await kinds(["id", "shipping_address"])).toEqual(["list"]);
    expect(await kinds(["metadata", "shipping_address"])).toEqual(["memory"]);
  });

  test("who says nothing about age, or wants none, always asks Stripe", async () => {
    const company = openCompany({});
    await readAll(company, charges, listening().context);
    for (const freshness of [undefined, { maxAgeMs: 0 }]) {
      const { context, loads, heard } = listening(freshness);
      await readAll(company, charges, context);
      expect(loads).toMatchObject([{ kind: "changes", why: null }]);
      expect(heard.requests).toBeGreaterThan(0);
    }
  });

  test("rows that are too old are brought up to date by what changed, and say so", async () => {
    const company = openCompany({ scale: 0.12 });
    const columns = ["id", "email"];
    await readAll(company, { table: "customers", columns }, listening(fiveMinutes).context);
    await company.clock.advance(60 * minute);
    const [changed, removed] = company.sandbox.all("customer");
    company.sandbox.update(changed!.id, { email: "new@example.com" });
    company.sandbox.remove(removed!.id);
    const added = company.sandbox.create("customer", { email: "added@example.com" });
    await company.clock.advance(minute);
    const sent = company.paths.length;
    const { context, loads } = listening(fiveMinutes);
    const rows = await readAll(company, { table: "customers", columns }, context);
    expect(rows.map(([id]) => id)).toEqual(company.sandbox.all("customer").map(({ id }) => id));
    expect(new Map(rows as [string, string][]).get(changed!.id)).toBe("new@example.com");
    expect(rows[0]).toEqual([added.id, "added@example.com"]);
    expect(company.paths.length - sent).toBeLessThanOrEqual(4);
    expect(loads).toEqual([{ table: "customers", kind: "changes", rows: rows.length, requests: company.paths.length - sent, asOf: company.clock.now(), why: null }]);
  });

  test("a full reload lists again although asking for changes would do, and says why", async () => {
    const company = openCompany({});
    await readAll(company, charges, listening(fiveMinutes).context);
    const { context, loads } = listening({ maxAgeMs: 5 * minute, reload: true });
    await readAll(company, charges, context);
    expect(loads).toMatchObject([{ kind: "list", why: "A full reload was asked for." }]);
  });

  test("what was listed longer ago than Stripe lists events is listed again, and says why", async () => {
    const company = openCompany({});
    await readAll(company, charges, listening(fiveMinutes).context);
    await company.clock.advance(26 * 24 * 60 * minute);
    const { context, loads } = listening(fiveMinutes);
    await readAll(company, charges, context);
    expect(loads).toMatchObject([{ kind: "list", why: expect.stringMatching(/days/) as unknown }]);
  });

  test("what fits a page is read by one request, and by one again", async () => {
    const company = openCompany({ scale: 0.02 });
    for (const count of [1, 2]) {
      await readAll(company, { table: "products", columns: ["id"] }, listening().context);
      expect(company.paths.filter((path) => !path.endsWith("/products"))).toEqual([]);
      expect(company.paths.length).toBeLessThanOrEqual(2 * count);
    }
  });

  test("a scan that stops early is not kept, one that came to its end is", async () => {
    const company = openCompany({});
    const some = { ...charges, extent: "some" as const };
    const { context, loads } = listening(fiveMinutes);
    for await (const page of company.source.scan({ ...some, table: company.table("charges"), conditions: everything }, context)) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    expect(company.paths).toHaveLength(1);
    expect(loads).toMatchObject([{ kind: "list", rows: 100, requests: 1 }]);
    await readAll(company, some, listening(fiveMinutes).context);
    const again = listening(fiveMinutes);
    await readAll(company, some, again.context);
    expect(again.loads).toMatchObject([{ kind: "memory" }]);
  });

  test("what a row lacks is told by look-ups, refreshes and memory as by the listing", async () => {
    const isRest = (path: string): boolean => /^\/v1\/invoices\/[^/]+\/lines$/.test(path);
    const company: Company = openCompany({
      gate: () => (isRest(company.paths.at(-1) ?? "") ? Promise.reject(new AppError("FORBIDDEN", "This key may not read it.")) : Promise.resolve()),
    });
    const cut = company.sandbox.all("invoice").find(({ lines }) => (lines as { has_more: boolean }).has_more);
    expect(cut).toBeDefined();
    const invoices = { table: "invoices", columns: ["id", "lines"] };
    const look = async (): Promise<readonly string[]> => {
      const { context, heard } = listening(fiveMinutes);
      await company.source.lookup({ ...invoices, table: company.table("invoices"), key: String(cut?.id) }, context);
      return heard.partial;
    };
    const read = async (): Promise<readonly string[]> => {
      const { context, heard } = listening(fiveMinutes);
      await readAll(company, invoices, context);
      return heard.partial;
    };
    expect([await look(), await look()]).toEqual([["LIST_CUT"], ["LIST_CUT"]]);
    expect([await read(), await read(), await look()]).toEqual([["LIST_CUT"], ["LIST_CUT"], ["LIST_CUT"]]);
  });

  test("a failed scan leaves what was kept before", async () => {
    const company = openCompany({});
    const before = await readAll(company, charges, listening(fiveMinutes).context);
    company.sandbox.revokeKey("sk_test_sandbox");
    await expect(readAll(company, charges, listening().context)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await expect(readAll(company, charges, listening({ maxAgeMs: 0, reload: true }).context)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(await readAll(company, charges, listening(fiveMinutes).context)).toEqual(before);
  });

  test("without room nothing is kept; with room for one table the one used last stays", async () => {
    const kindsWith = async (cacheBytes: number): Promise<unknown> => {
      const company = openCompany({}, { cacheBytes });
      const kinds: string[] = [];
      for (const table of ["charges", "customers", "charges"]) {
        const { context, loads } = listening(fiveMinutes);
        await readAll(company, { table, columns: ["id"] }, context);
        kinds.push(...loads.map(({ kind }) => kind));
      }
      return kinds;
    };
    expect(await kindsWith(0)).toEqual(["list", "list", "list"]);
    expect(await kindsWith(256 * 2 ** 20)).toEqual(["list", "list", "memory"]);
  });
});
