import { describe, expect, test } from "@jest/globals";
import { listConnectedAccounts } from "../../src/connections/connected-accounts";
import { clientOver, json, reading, refusal } from "../stripe/stripe-fake";

const page = (ids: readonly string[], more: boolean) => json({ object: "list", has_more: more, data: ids.map((id) => ({ id })) });

describe("listConnectedAccounts", () => {
  test("reads all pages, each after the last account of the one before", async () => {
    const { client, sent } = clientOver((_, number) => (number === 1 ? page(["acct_1", "acct_2"], true) : page(["acct_3"], false)));
    expect((await listConnectedAccounts(client, reading())).map(({ id }) => id)).toEqual(["acct_1", "acct_2", "acct_3"]);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual(["?limit=100", "?limit=100&starting_after=acct_2"]);
  });

  test("names an account as its owner does: by the Dashboard's name, the business, or the address", async () => {
    const data = [
      { id: "acct_1", settings: { dashboard: { display_name: "Shop" } }, email: "a@b.example" },
      { id: "acct_2", settings: { dashboard: { display_name: "" } }, business_profile: { name: "Bakery" } },
      { id: "acct_3", business_profile: { name: null }, email: "c@d.example" },
      { id: "acct_4" },
    ];
    const { client } = clientOver(() => json({ data, has_more: false }));
    expect((await listConnectedAccounts(client, reading())).map(({ name }) => name)).toEqual(["Shop", "Bakery", "c@d.example", null]);
  });

  test("stops at a thousand, and at a page that leads nowhere", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `acct_${index}`);
    const many = clientOver(() => page(ids, true));
    expect(await listConnectedAccounts(many.client, reading())).toHaveLength(1000);
    const empty = clientOver(() => page([], true));
    expect(await listConnectedAccounts(empty.client, reading())).toEqual([]);
    expect(empty.sent).toHaveLength(1);
  });

  test("says which permission is missing", async () => {
    const message = "The provided key 'rk_test_1' does not have the required permissions. Having the 'rak_accounts_read' permission would allow this request to continue.";
    const { client } = clientOver(() => refusal(403, { message }));
    await expect(listConnectedAccounts(client, reading())).rejects.toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining('"accounts: read"') as unknown });
  });
});
