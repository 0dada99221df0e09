import { describe, expect, test } from "@jest/globals";
import type { HttpReply } from "../../../src/platform/ports";
import { readObject } from "../../../src/stripe/listing/read-object";
import { clientOver, json, reading, refusal } from "../stripe-fake";
import { listingOf } from "./dated-list";
import { list, readOver } from "./listing-server";

const line = (number: number): object => ({ id: `il_${number}`, object: "line_item" });
const cut = { object: "list", data: [line(1)], has_more: true, url: "/v1/invoices/in_1/lines" };
const whole = { ...cut, data: [line(1), line(2), line(3)], has_more: false };
const rest = (path: string): HttpReply => (path.includes("after=il_1") ? list([line(2)], true) : list([line(3)]));

describe("lists within objects", () => {
  test("are read to their end, in place, when their column is used", async () => {
    const answer = (path: string): HttpReply => (path.includes("/lines") ? rest(path) : list([{ id: "in_2" }, { id: "in_1", lines: cut }]));
    const { objects, paths, reasons } = await readOver(answer, listingOf("invoices", ["id", "lines"]));
    expect(objects).toEqual([{ id: "in_2" }, { id: "in_1", lines: whole }]);
    expect(paths.slice(1)).toEqual([
      "/v1/invoices/in_1/lines?limit=100&starting_after=il_1",
      "/v1/invoices/in_1/lines?limit=100&starting_after=il_2",
    ]);
    expect(reasons).toEqual([]);
  });

  test("are left alone when their column is not used", async () => {
    const { paths } = await readOver(() => list([{ id: "in_1", lines: cut }]), listingOf("invoices", ["id"]));
    expect(paths).toHaveLength(1);
  });

  test("are asked for by the address that they tell, with its own parameters", async () => {
    const items = { ...cut, url: "/v1/subscription_items?subscription=sub_1" };
    const answer = (path: string): HttpReply => (path.includes("subscription_items") ? list([line(2)]) : list([{ id: "sub_1", items }]));
    const { paths } = await readOver(answer, listingOf("subscriptions", ["items"]));
    expect(paths).toContain("/v1/subscription_items?subscription=sub_1&limit=100&starting_after=il_1");
  });

  test("are read again from their beginning when the entry to go on after is gone", async () => {
    const answer = (path: string): HttpReply => {
      if (path.includes("starting_after")) return refusal(400, { code: "resource_missing", param: "starting_after" });
      return path.includes("/lines") ? list([line(2), line(3)]) : list([{ id: "in_1", lines: cut }]);
    };
    const { objects } = await readOver(answer, listingOf("invoices", ["lines"]));
    expect(objects).toEqual([{ id: "in_1", lines: whole }]);
  });

  test.each([
    ["Stripe refuses it", cut, refusal(403, { message: "No." })],
    ["it tells no address", { ...cut, url: undefined }, list([])],
    ["its address is not one of the API", { ...cut, url: "https://elsewhere.example/v1/lines" }, list([])],
    ["its entries have no id", { ...cut, data: [{}] }, list([])],
  ])("stay as they are when %s, and the result says so", async (_, lines, reply) => {
    const answer = (path: string): HttpReply => (path.includes("/lines") ? reply : list([{ id: "in_1", lines }]));
    const { objects, reasons } = await readOver(answer, listingOf("invoices", ["lines"]));
    expect(objects).toHaveLength(1);
    expect(reasons).toEqual([
      { code: "LIST_CUT", message: "Lists in the column lines hold their first entries only; Stripe did not show the rest." },
    ]);
  });

  test("that fail for another reason are the failure of the listing", async () => {
    const answer = (path: string): HttpReply => (path.includes("/lines") ? refusal(401, {}) : list([{ id: "in_1", lines: cut }]));
    await expect(readOver(answer, listingOf("invoices", ["lines"]))).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("are read to their end in a single object too", async () => {
    const { client } = clientOver(({ url }) => (url.includes("/lines") ? rest(url) : json({ id: "in_1", lines: cut })));
    const { plan, columns } = listingOf("invoices", ["lines"]);
    expect(await readObject(client, { plan, columns, key: "in_1" }, reading())).toEqual({ id: "in_1", lines: whole });
  });
});
