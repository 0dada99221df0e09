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

describe("objects of one second", () => {
  test("are all listed, however small the pages", async () => {
    const crowded = smallSandbox({ clock: { now: () => 5_000, sleep: () => Promise.resolve() } });
    const made = Array.from({ length: 25 }, () => crowded.create("customer", {}).id);
    const second = timeOf(crowded.all("customer")[0] ?? { id: "", object: "" });
    expect((await pageThrough(crowded, `/v1/customers?created=${second}`, 7)).toSorted()).toEqual(made.toSorted());
  });
});
