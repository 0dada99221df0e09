import { describe, expect, test } from "@jest/globals";
import type { JsonObject } from "../../../src/stripe/json-object";
import { day, list, noon, read, readerOver } from "./scripted-reader";

describe("rows that are only added", () => {
  const movement = (id: string, created: number, status: string): JsonObject => ({ id, object: "balance_transaction", created, status });

  test("are listed again from ten minutes before the newest one on", async () => {
    const added = movement("txn_2", noon + 100, "available");
    const over = readerOver({ "/v1/balance_transactions": list([added, movement("txn_1", noon, "available")]) });
    const kept = [movement("txn_1", noon, "available"), movement("txn_0", noon - day, "available")];
    expect(await read(over, { table: "balance_transactions", mark: { newest: null }, kept })).toMatchObject({
      kind: "changes",
      objects: [added, { id: "txn_1" }],
      gone: [],
      mark: { newest: noon + 100 },
    });
    expect(over.paths()).toEqual([expect.stringContaining(`created[gte]=${noon - 600}`)]);
  });

  test("are listed again from the oldest one on that is pending", async () => {
    const over = readerOver({});
    const kept = [movement("txn_2", noon, "pending"), movement("txn_1", noon - 3 * day, "pending"), movement("txn_0", noon - 4 * day, "available")];
    await read(over, { table: "balance_transactions", mark: { newest: null }, kept });
    expect(over.paths()).toEqual([expect.stringContaining(`created[gte]=${noon - 3 * day}`)]);
  });

  test("are listed under the conditions that they are kept under, up to the end of those", async () => {
    const over = readerOver({});
    const conditions = { equals: { type: "payout" }, ranges: { created: { gt: "2026-01-01 00:00:00", lt: "2026-03-01 00:00:00" } } };
    await read(over, { table: "balance_transactions", mark: { newest: null }, kept: [movement("txn_1", noon, "available")], conditions });
    expect(over.paths()).toHaveLength(1);
    const { searchParams } = new URL(over.paths()[0]!, "https://api.stripe.com");
    expect(Object.fromEntries(searchParams)).toEqual({ limit: "100", type: "payout", "created[gte]": `${noon - 600}`, "created[lte]": `${Date.UTC(2026, 2) / 1_000}` });
  });

  test("are left to the list when more of them may still change than it would have to read", async () => {
    const kept = Array.from({ length: 301 }, (_, index) => movement(`txn_${index}`, noon - index * day, index === 300 ? "pending" : "available"));
    const over = readerOver({});
    expect(await read(over, { table: "balance_transactions", mark: { newest: null }, kept, listRequests: 3 })).toEqual({
      kind: "reload",
      why: "So many rows may still change that listing those asked for takes fewer requests.",
    });
    expect(over.paths()).toEqual([]);
    expect(await read(over, { table: "balance_transactions", mark: { newest: null }, kept, listRequests: 4 })).toMatchObject({ kind: "changes" });
  });

  test("are all listed where none is known", async () => {
    const over = readerOver({});
    expect(await read(over, { table: "balance_transactions", mark: { newest: null } })).toMatchObject({ objects: [], mark: { newest: null } });
    expect(over.paths()).toEqual(["/v1/balance_transactions?limit=100"]);
  });

  test("are taken away when Stripe no longer lists them: events after 30 days", async () => {
    const note = (id: string, created: number) => ({ id, object: "event", created, pending_webhooks: 0 });
    const over = readerOver({ "/v1/events": list([note("evt_3", noon + 60)]) });
    const kept = [note("evt_2", noon), note("evt_1", noon - 30 * day + 61), note("evt_0", noon - 30 * day + 59)];
    expect(await read(over, { table: "events", mark: { newest: null }, kept })).toMatchObject({ gone: ["evt_0"] });
  });
});
