import { describe, expect, test } from "@jest/globals";
import type { HttpReply } from "../../../src/platform/ports";
import { readObject } from "../../../src/stripe/listing/read-object";
import { clientOver, reading, refusal } from "../stripe-fake";
import { listingOf } from "./dated-list";
import { list, readOver } from "./listing-server";

const goneOnce = (answer: (path: string) => HttpReply): ((path: string) => HttpReply) => {
  let isGone = false;
  return (path) => {
    if (!path.includes("starting_after") || isGone) return answer(path);
    isGone = true;
    return refusal(400, { code: "resource_missing", param: "starting_after" });
  };
};
const after = (path: string): string | undefined => /starting_after=(\w+)/.exec(path)?.[1];

describe("createListingReader", () => {
  test("an account without the product has no rows of the table, and the result says why", async () => {
    const answer = (): HttpReply => refusal(400, { message: "Your account is not set up to use Issuing." });
    const { objects, reasons } = await readOver(answer, listingOf("issuing_cards", ["id"]));
    expect(objects).toEqual([]);
    expect(reasons).toEqual([
      {
        code: "NOT_ENABLED",
        message: "No rows of issuing_cards: This Stripe account does not offer this data: Your account is not set up to use Issuing.",
      },
    ]);
  });

  test("names the nested table when it is its parents that the account does not have", async () => {
    const answer = (): HttpReply => refusal(400, { message: "Have you onboarded to Treasury?" });
    const { reasons } = await readOver(answer, listingOf("treasury_transactions", ["id"]));
    expect(reasons.map(({ message }) => message)).toEqual([expect.stringMatching(/^No rows of treasury_transactions: /)]);
  });

  test("neither has it a row with a key that is looked up", async () => {
    const { client } = clientOver(() => refusal(400, { message: "Your account is not set up to use Issuing." }));
    const reasons: string[] = [];
    const context = { ...reading(), onPartial: ({ code }: { readonly code: string }) => void reasons.push(code) };
    const { plan, columns } = listingOf("issuing_cards", ["id"]);
    expect(await readObject(client, { plan, columns, key: "ic_1" }, context)).toBeNull();
    expect(reasons).toEqual(["NOT_ENABLED"]);
  });

  test("an object that two lists of a table hold comes once", async () => {
    const answer = (path: string): HttpReply => list([{ id: "price_1", created: 1 }, { id: path.includes("true") ? "price_2" : "price_3", created: 0 }]);
    const { objects, told } = await readOver(answer, listingOf("prices", ["id"]));
    expect(objects.map(({ id }) => id)).toEqual(["price_1", "price_2", "price_3"]);
    expect(told.rows).toBe(3);
  });

  test.each(["all", "some"] as const)("what goes missing after a page that brought nothing new is a failure, not the end (%s)", async (extent) => {
    const known = Array.from({ length: 100 }, (_, place) => ({ id: `price_${place}`, created: 1_000 - place }));
    let begun = 0;
    const answer = (path: string): HttpReply => {
      if (path.includes("active=false")) return list([]);
      if (after(path) !== undefined) return refusal(404, { code: "resource_missing", param: "product" });
      return list(known, ++begun > 1);
    };
    await expect(readOver(answer, listingOf("prices", ["id"], { extent }))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a list in turn goes on from the oldest second when its cursor's object is gone", async () => {
    const newer = [{ id: "ch_3", created: 30 }, { id: "ch_2", created: 20 }];
    const answer = goneOnce((path) => (path.includes("created[lte]=20") ? list([{ id: "ch_1", created: 20 }]) : list(newer, true)));
    const { objects, paths } = await readOver(answer, listingOf("charges", ["id"], { extent: "some" }));
    expect(objects.map(({ id }) => id)).toEqual(["ch_3", "ch_2", "ch_1"]);
    expect(paths).toEqual(["/v1/charges?limit=100", "/v1/charges?limit=100&starting_after=ch_2", "/v1/charges?limit=100&created[lte]=20"]);
  });

  test("a list without creation times begins again when its cursor's object is gone", async () => {
    const pages: Record<string, HttpReply> = { we_2: list([{ id: "we_1" }]), we_3: list([{ id: "we_2" }], true) };
    const answer = goneOnce((path) => pages[after(path) ?? ""] ?? list([{ id: "we_4" }, { id: "we_3" }], true));
    const { objects } = await readOver(answer, listingOf("webhook_endpoints", ["id"]));
    expect(objects.map(({ id }) => id)).toEqual(["we_4", "we_3", "we_2", "we_1"]);
  });

  test("a list out of order begins again from its beginning, not from a time that it may come back to", async () => {
    const first = [{ id: "ch_1", created: 10 }, { id: "ch_2", created: 5 }, { id: "ch_3", created: 7 }];
    const answer = goneOnce((path) => (after(path) === undefined ? list(first, true) : list([{ id: "ch_4", created: 9 }])));
    for (const extent of ["some", "all"] as const) {
      const { objects, paths } = await readOver(answer, listingOf("charges", ["id"], { extent }));
      expect(objects.map(({ id }) => id)).toEqual(["ch_1", "ch_2", "ch_3", "ch_4"]);
      expect(paths.join()).not.toContain("created");
    }
  });
});
