import { beforeAll, describe, expect, test } from "@jest/globals";
import { catalogTables } from "../../../src/catalog/catalog";
import { sendTo } from "../../../src/platform/node/send-http";
import type { HttpReply } from "../../../src/platform/ports";
import { createSandbox, type Sandbox } from "../../../src/sandbox/sandbox";
import { createListingReader } from "../../../src/stripe/listing/create-listing-reader";
import { pageItself } from "../../../src/stripe/listing/listing";
import type { Extent } from "../../../src/table/row-source";
import { reading, refusal } from "../stripe-fake";
import { listingOf, openClient } from "./dated-list";
import { list, readOver } from "./listing-server";
import { createTimeline } from "./timeline";

const parents = ["cn_1", "cn_2", "cn_3"].map((id) => ({ id }));
const linesOf = (path: string): string => `cnli_of_${/cn_\d/.exec(path)?.[0] ?? ""}`;
const answerLines = (path: string): HttpReply => (path.includes("/lines") ? list([{ id: linesOf(path) }]) : list(parents));

describe("a nested table without a condition on its parent", () => {
  test.each(["all", "some"] as const)("is listed for each row of the parent table (%s of it wanted)", async (extent) => {
    const { pages, told } = await readOver(answerLines, listingOf("credit_note_line_items", ["id"], { extent }));
    expect(pages.map(({ objects, asked }) => [asked["credit_note"], objects[0]?.["id"]])).toEqual([
      ["cn_1", "cnli_of_cn_1"],
      ["cn_2", "cnli_of_cn_2"],
      ["cn_3", "cnli_of_cn_3"],
    ]);
    expect(told).toEqual({ rows: 3, least: [4] });
  });

  test("takes the rows that parents show themselves, and lists only those that they show in part", async () => {
    const shown = (id: string, more: boolean): object => ({
      id,
      lines: { object: "list", data: [{ id: `cnli_of_${id}` }], has_more: more, url: `/v1/credit_notes/${id}/lines` },
    });
    const answer = (path: string): HttpReply =>
      path.includes("/lines") ? answerLines(path) : list([shown("cn_1", false), shown("cn_2", true), shown("cn_3", false)]);
    const { objects, paths, told } = await readOver(answer, listingOf("credit_note_line_items", ["id"]));
    expect(objects.map(({ id }) => id).sort()).toEqual(["cnli_of_cn_1", "cnli_of_cn_2", "cnli_of_cn_3"]);
    expect(paths).toEqual(["/v1/credit_notes?limit=100", "/v1/credit_notes/cn_2/lines?limit=100"]);
    expect(told).toEqual({ rows: 3, least: [2] });
  });

  test("a parent that is deleted meanwhile has no rows", async () => {
    const answer = (path: string): HttpReply =>
      path.includes("cn_2/lines") ? refusal(404, { code: "resource_missing", param: "id" }) : answerLines(path);
    const { objects } = await readOver(answer, listingOf("credit_note_line_items", ["id"]));
    expect(objects.map(({ id }) => id)).toEqual(["cnli_of_cn_1", "cnli_of_cn_3"]);
  });

  test("ids that are unique within a parent only are kept for each of them", async () => {
    const answer = (path: string): HttpReply => (path.includes("/capabilities") ? list([{ id: "transfers" }]) : list([{ id: "acct_1" }, { id: "acct_2" }]));
    const { pages } = await readOver(answer, listingOf("account_capabilities", ["id"]));
    expect(pages.map(({ asked }) => asked["account"])).toEqual(["acct_1", "acct_2"]);
  });

  test.each(["all", "some"] as const)("is without rows, and says why, where the account does not have the parent table (%s of it wanted)", async (extent) => {
    const missing = refusal(404, { message: "Unrecognized request URL (GET: /v1/credit_notes)." });
    const { objects, reasons } = await readOver(() => missing, listingOf("credit_note_line_items", ["id"], { extent }));
    expect(objects).toEqual([]);
    expect(reasons).toMatchObject([{ code: "NOT_ENABLED", message: expect.stringContaining("No rows of credit_note_line_items") as unknown }]);
  });

  test("the failure of one parent is the failure of all", async () => {
    const answer = (path: string): HttpReply => (path.includes("cn_2/lines") ? refusal(403, { message: "No." }) : answerLines(path));
    await expect(readOver(answer, listingOf("credit_note_line_items", ["id"]))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("is not listed for all parents when the query names one", async () => {
    const conditions = { equals: { credit_note: "cn_2" }, ranges: {} };
    const { paths } = await readOver(answerLines, listingOf("credit_note_line_items", ["id"], { conditions }));
    expect(paths).toEqual(["/v1/credit_notes/cn_2/lines?limit=100"]);
  });

  test("is offered wherever the rows of another table are all the values that its list takes", () => {
    const tables = catalogTables().filter(({ parents: above, filters }) => above.length > 0 || filters.some(({ required }) => required));
    const refused = tables.filter(({ name }) => listingOf(name, []).plan.table.filters.some(({ required }) => required)).map(({ name }) => name);
    expect(refused).toEqual([
      "apps_secrets",
      "billing_meter_event_summaries",
      "credit_note_preview_line_items",
      "financial_connections_account_owners",
      "source_transactions",
      "tax_calculation_line_items",
      "tax_locations",
      "tax_transaction_line_items",
    ]);
    for (const { name } of tables) {
      const { plan } = listingOf(name, []);
      for (const { column, eachOf } of plan.table.filters) {
        if (eachOf !== undefined) expect(plan.parentOf(column)?.table).toMatchObject({ name: eachOf });
      }
    }
  });
});

describe("nested tables of the sandbox", () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = createSandbox({ seed: 3, scale: 0.1, now: Date.UTC(2026, 0, 1) });
  });

  async function idsOf(table: string, extent: Extent): Promise<{ readonly ids: readonly string[]; readonly requests: number }> {
    const timeline = createTimeline();
    const read = createListingReader(openClient(sendTo((request) => sandbox.handle(request)), timeline));
    const context = reading();
    const work = async (): Promise<readonly string[]> => {
      const ids: string[] = [];
      for await (const { objects } of read(listingOf(table, ["id"], { extent }), pageItself, context)) ids.push(...objects.map(({ id }) => String(id)));
      return ids.sort();
    };
    return { ids: await timeline.run(work()), requests: context.count() };
  }

  test.each([
    ["invoice_line_items", "invoice"],
    ["subscription_items", "subscription"],
  ])("%s are found whole, for a fraction of one request for each %s", async (table, parent) => {
    const all = await idsOf(table, "all");
    const some = await idsOf(table, "some");
    expect(all.ids.length).toBeGreaterThan(50);
    expect(new Set(all.ids).size).toBe(all.ids.length);
    expect(some.ids).toEqual(all.ids);
    expect(all.requests).toBeLessThan(sandbox.all(parent).length / 4);
  });
});
