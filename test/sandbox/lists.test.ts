import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { timeOf } from "../../src/sandbox/store/fields";
import { ask, pageThrough, smallSandbox } from "./ask";

const sandbox = smallSandbox();
const charges = sandbox.all("charge");
const ids = charges.map((charge) => charge.id);

describe("a list of the sandbox", () => {
  test("gives ten rows, newest first, when no limit is asked for", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges");
    expect(status).toBe(200);
    expect({ object: body.object, url: body.url, has_more: body.has_more }).toEqual({ object: "list", url: "/v1/charges", has_more: true });
    expect(body.data.map((row) => row.id)).toEqual(ids.slice(0, 10));
    expect([...charges].sort((left, right) => timeOf(right) - timeOf(left))).toEqual(charges);
  });

  test.each([
    ["0", "This value must be greater than or equal to 1.", "parameter_invalid_integer"],
    ["101", "This value must be less than or equal to 100.", "parameter_invalid_integer"],
    ["ten", "Invalid integer: ten", "parameter_invalid_integer"],
  ])("refuses limit=%s", async (limit, message, code) => {
    const { status, body } = await ask(sandbox, `/v1/charges?limit=${limit}`);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: "invalid_request_error", message, code, param: "limit" });
  });

  test("is complete and without repetition page by page, forwards, whatever the page size", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), async (limit) => {
        expect(await pageThrough(sandbox, "/v1/charges", limit)).toEqual(ids);
      }),
      { numRuns: 12 },
    );
  });

  test("shows before any cursor exactly the rows next to it, newest first, and says whether more come before", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: ids.length - 1 }), fc.integer({ min: 1, max: 100 }), async (at, limit) => {
        const { body } = await ask(sandbox, `/v1/charges?ending_before=${ids[at] ?? ""}&limit=${limit}`);
        expect(body.data.map((row) => row.id)).toEqual(ids.slice(Math.max(0, at - limit), at));
        expect(body.has_more).toBe(at > limit);
      }),
      { numRuns: 40 },
    );
  });

  test("shows inside any window of time exactly the rows of the window, bounds as asked", async () => {
    const times = charges.map(timeOf);
    const time = fc.constantFrom(...times);
    const bounds = fc.record({ gt: time, gte: time, lt: time, lte: time }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(bounds, async (range) => {
        const query = Object.entries(range).map(([bound, value]) => `created[${bound}]=${value}`).join("&");
        const wanted = charges.filter(
          (charge) =>
            (range.gt === undefined || timeOf(charge) > range.gt) &&
            (range.gte === undefined || timeOf(charge) >= range.gte) &&
            (range.lt === undefined || timeOf(charge) < range.lt) &&
            (range.lte === undefined || timeOf(charge) <= range.lte),
        );
        expect(await pageThrough(sandbox, `/v1/charges?${query}`, 37)).toEqual(wanted.map((charge) => charge.id));
      }),
      { numRuns: 40 },
    );
  });

  test("takes an exact time, too", async () => {
    const [charge] = charges;
    expect(await pageThrough(sandbox, `/v1/charges?created=${charge ? timeOf(charge) : 0}`)).toEqual([charge?.id]);
  });

  test("leaves out what belongs to a test clock, unless the clock is asked for", async () => {
    const own = smallSandbox();
    const [{ id } = { id: "" }, ...others] = own.all("customer");
    own.update(id, { test_clock: "clock_1" });
    expect(new Set(await pageThrough(own, "/v1/customers", 100))).toEqual(new Set(others.map((one) => one.id)));
    const { body } = await ask(own, "/v1/customers?test_clock=clock_1");
    expect(body.data.map((row) => row.id)).toEqual([id]);
  });

  test("refuses both cursors at once", async () => {
    const { status, body } = await ask(sandbox, `/v1/charges?starting_after=${ids[0] ?? ""}&ending_before=${ids[1] ?? ""}`);
    expect([status, body.error.message]).toEqual([400, "Received both ending_before and starting_after parameters. Please pass in only one."]);
  });

  test("refuses a cursor that does not exist", async () => {
    const { status, body } = await ask(sandbox, "/v1/charges?starting_after=ch_gone");
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "resource_missing", message: "No such charge: 'ch_gone'", param: "starting_after" });
  });

  test("refuses a cursor that has left the filtered rows, as Stripe does", async () => {
    const canceled = sandbox.all("subscription").find((subscription) => subscription["status"] === "canceled");
    const { status, body } = await ask(sandbox, `/v1/subscriptions?starting_after=${canceled?.id ?? ""}`);
    expect([status, body.error.message]).toEqual([400, `No such subscription: '${canceled?.id ?? ""}'`]);
  });

  test("refuses the cursor of an object that was deleted", async () => {
    const own = smallSandbox();
    const id = own.all("customer")[3]?.id ?? "";
    own.remove(id);
    const { status, body } = await ask(own, `/v1/customers?starting_after=${id}`);
    expect([status, body.error.code, body.error.message]).toEqual([400, "resource_missing", `No such customer: '${id}'`]);
  });

  test("loses the rest of a window of time for a cursor that comes from another window, as Stripe may", async () => {
    const own = smallSandbox({ clock: { now: () => 5_000, sleep: () => Promise.resolve() } });
    for (let made = 0; made < 25; made++) own.create("charge", {});
    const second = timeOf(own.all("charge")[0] ?? { id: "", object: "" });
    const whole = await ask(own, `/v1/charges?created[gte]=${second}`);
    const cursor = whole.body.data.at(-1)?.id ?? "";
    const more = await ask(own, `/v1/charges?created[gte]=${second}&starting_after=${cursor}`);
    expect(more.body.data.length).toBeGreaterThan(0);
    const inherited = await ask(own, `/v1/charges?created[lte]=${second}&starting_after=${cursor}`);
    expect(inherited.body).toMatchObject({ data: [], has_more: false });
    const fresh = await ask(own, `/v1/charges?created[lte]=${second}`);
    expect(fresh.body.data.length).toBeGreaterThan(0);
  });

  test("keeps its order when one of several objects of a second changes", () => {
    const own = smallSandbox({ charges: 400, skew: "burst" });
    const before = own.all("charge").map(({ id }) => id);
    const times = own.all("charge").map(timeOf);
    own.update(before[times.findIndex((time, at) => time === times[at + 1]) + 1] ?? "", { description: "changed" });
    expect(own.all("charge").map(({ id }) => id)).toEqual(before);
  });

  test.each([
    ["foo=1", "Received unknown parameter: foo"],
    ["foo=1&bar=2", "Received unknown parameters: foo, bar"],
    ["created[since]=1", "Received unknown parameter: created[since]"],
  ])("refuses the unknown in ?%s", async (query, message) => {
    const { status, body } = await ask(sandbox, `/v1/charges?${query}`);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: "parameter_unknown", message });
  });
});

describe("a nested list of the sandbox", () => {
  const invoice = sandbox.all("invoice").find((each) => (each["lines"] as { has_more: boolean }).has_more);

  test("continues where the embedded first page ends", async () => {
    const lines = sandbox.all("line_item").filter((line) => line["invoice"] === invoice?.id);
    expect(lines.length).toBeGreaterThan(10);
    const embedded = (invoice?.["lines"] as { data: readonly { id: string }[] }).data.map((line) => line.id);
    expect(embedded).toEqual(lines.slice(0, 10).map((line) => line.id));
    expect(await pageThrough(sandbox, `/v1/invoices/${invoice?.id ?? ""}/lines`, 4)).toEqual(lines.map((line) => line.id));
  });

  test("is found at the address that the embedded list names", async () => {
    const { url, data } = invoice?.["lines"] as { url: string; data: readonly { id: string }[] };
    const { body } = await ask(sandbox, url);
    expect(body.data).toEqual(data);
  });

  test.each([
    ["/v1/invoices/in_gone/lines", "No such invoice: 'in_gone'"],
    ["/v1/customers/cus_gone/balance_transactions", "No such customer: 'cus_gone'"],
  ])("of an object that does not exist is refused: %s", async (path, message) => {
    const { status, body } = await ask(sandbox, path);
    expect([status, body.error.code, body.error.message]).toEqual([404, "resource_missing", message]);
  });

  test("of credit notes holds the lines of that credit note", async () => {
    const [note] = sandbox.all("credit_note");
    const { body } = await ask(sandbox, `/v1/credit_notes/${note?.id ?? ""}/lines`);
    expect(body.data).toEqual((note?.["lines"] as { data: unknown }).data);
  });

  test("of a customer's credit balance holds that customer's entries", async () => {
    const [entry] = sandbox.all("customer_balance_transaction");
    const customer = String(entry?.["customer"]);
    const { body } = await ask(sandbox, `/v1/customers/${customer}/balance_transactions`);
    expect(body.data).toEqual(sandbox.all("customer_balance_transaction").filter((each) => each["customer"] === customer));
    const single = await ask(sandbox, `/v1/customers/${customer}/balance_transactions/${entry?.id ?? ""}`);
    expect(single.body).toEqual(entry);
  });
});

describe("the items of a subscription that are embedded", () => {
  test("are the first page of the list at the address that they name, which has the rest", async () => {
    const big = smallSandbox({ scale: 0.3 });
    const subscription = big.all("subscription").find((each) => (each["items"] as { has_more: boolean }).has_more);
    const { url, data } = subscription?.["items"] as { url: string; data: readonly { id: string }[] };
    const listed = await pageThrough(big, url, 7);
    expect(listed.slice(0, 10)).toEqual(data.map(({ id }) => id));
    const items = big.all("subscription_item").filter((item) => item["subscription"] === subscription?.id);
    expect(listed).toEqual(items.map(({ id }) => id));
    expect(listed.length).toBeGreaterThan(10);
  });

  test("of a new one are none: they are not another subscription's", async () => {
    const { id, items } = sandbox.create("subscription", {});
    expect(items).toEqual({ object: "list", data: [], has_more: false, total_count: 0, url: `/v1/subscription_items?subscription=${id}` });
    expect(await pageThrough(sandbox, (items as { url: string }).url)).toEqual([]);
    sandbox.remove(id);
  });
});

describe("objects of one second", () => {
  test("are all listed, however small the pages", async () => {
    const crowded = smallSandbox({ clock: { now: () => 5_000, sleep: () => Promise.resolve() } });
    const made = Array.from({ length: 25 }, () => crowded.create("customer", {}).id);
    const second = timeOf(crowded.all("customer")[0] ?? { id: "", object: "" });
    expect((await pageThrough(crowded, `/v1/customers?created=${second}`, 7)).toSorted()).toEqual(made.toSorted());
  });
});
