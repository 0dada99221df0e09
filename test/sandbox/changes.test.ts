import { describe, expect, test } from "@jest/globals";

import { ask, smallSandbox, today } from "./ask";

const form = { "content-type": "application/x-www-form-urlencoded" };
const clock = { now: () => 90_000, sleep: () => Promise.resolve() };

describe("the control surface for tests", () => {
  test("creates a whole object from a few fields, newest of its list, and notes the event", async () => {
    const sandbox = smallSandbox({ clock });
    const { body } = await ask(sandbox, "/_sandbox/charge", { key: "", method: "POST", body: '{"amount":4242,"currency":"kwd","status":"succeeded"}' });
    expect(body).toMatchObject({ object: "charge", amount: 4242, currency: "kwd", created: today / 1_000 });
    const [newest, next] = (await ask(sandbox, "/v1/charges")).body.data;
    expect(newest).toEqual(body);
    expect(Object.keys(newest ?? {}).sort()).toEqual(Object.keys(next ?? {}).sort());
    const [event] = (await ask(sandbox, "/v1/events")).body.data;
    expect(event).toMatchObject({ type: "charge.succeeded", data: { object: { id: body.id } } });
  });

  test("changes fields of an object and notes what they were", async () => {
    const sandbox = smallSandbox({ clock });
    const customer = sandbox.all("customer")[5];
    const path = `/_sandbox/customer/${customer?.id ?? ""}`;
    await ask(sandbox, path, { key: "", method: "POST", body: '{"name":"Zed"}' });
    expect((await ask(sandbox, `/v1/customers/${customer?.id ?? ""}`)).body["name"]).toBe("Zed");
    expect(sandbox.all("customer")[5]).toMatchObject({ id: customer?.id, name: "Zed" });
    expect(sandbox.all("event")[0]).toMatchObject({
      type: "customer.updated",
      data: { object: { name: "Zed" }, previous_attributes: { name: customer?.["name"] } },
    });
  });

  test("takes objects away; a deleted customer leaves a stub, everything else is gone", async () => {
    const sandbox = smallSandbox({ clock });
    const customer = sandbox.all("customer")[0]?.id ?? "";
    const refund = sandbox.all("refund")[0]?.id ?? "";
    await ask(sandbox, `/_sandbox/customer/${customer}`, { key: "", method: "DELETE" });
    await ask(sandbox, `/_sandbox/refund/${refund}`, { key: "", method: "DELETE" });
    expect((await ask(sandbox, `/v1/customers/${customer}`)).body).toEqual({ id: customer, object: "customer", deleted: true });
    expect((await ask(sandbox, `/v1/refunds/${refund}`)).status).toBe(404);
    expect(sandbox.all("customer").map(({ id }) => id)).not.toContain(customer);
    expect(sandbox.all("event")[0]).toMatchObject({ type: "customer.deleted", data: { object: { id: customer } } });
  });

  test("shows what is stored", async () => {
    const sandbox = smallSandbox({ clock });
    expect((await ask(sandbox, "/_sandbox/payout", { key: "" })).body).toEqual(sandbox.all("payout"));
  });

  test("filters see changes at once", async () => {
    const sandbox = smallSandbox({ clock });
    const invoice = sandbox.all("invoice").find((each) => each["status"] === "open");
    const count = async () => (await ask(sandbox, "/v1/invoices?status=open&limit=100")).body.data.length;
    const before = await count();
    sandbox.update(invoice?.id ?? "", { status: "void" });
    expect(await count()).toBe(before - 1);
  });

  test.each([
    { method: "POST", path: "/_sandbox/charge", body: "{", status: 400, message: "The body must be JSON" },
    { method: "POST", path: "/_sandbox/charge", body: "[1]", status: 400, message: "The body must be a JSON object." },
    { method: "POST", path: "/_sandbox/charge/ch_gone", body: "{}", status: 404, message: "No such charge: 'ch_gone'" },
    { method: "PUT", path: "/_sandbox/charge", body: "{}", status: 405, message: "The control surface does not take PUT." },
    { method: "POST", path: "/_sandbox/", body: "{}", status: 404, message: "Unrecognized request URL" },
  ])("refuses $method $path with body $body", async ({ method, path, body, status, message }) => {
    const reply = await ask(smallSandbox(), path, { key: "", method, body });
    expect(reply.status).toBe(status);
    expect(reply.body.error.message).toContain(message);
  });

  test("methods for tests in the same process refuse ids that are not there", () => {
    expect(() => smallSandbox().update("ch_gone", {})).toThrow("the sandbox has no object ch_gone");
  });
});

describe("customers and products written through /v1", () => {
  test("a customer is created, changed and deleted with form-encoded bodies", async () => {
    const sandbox = smallSandbox({ clock });
    const created = await ask(sandbox, "/v1/customers", {
      method: "POST",
      headers: form,
      body: "name=Ada&email=ada@example.com&metadata[plan]=gold&metadata[tier]=1&address[city]=Berlin",
    });
    expect(created.body).toMatchObject({ object: "customer", name: "Ada", metadata: { plan: "gold", tier: "1" }, address: { city: "Berlin" } });
    const path = `/v1/customers/${created.body.id}`;
    const changed = await ask(sandbox, path, { method: "POST", headers: form, body: "email=&metadata[tier]=&metadata[seats]=4" });
    expect(changed.body).toMatchObject({ name: "Ada", email: null, metadata: { plan: "gold", seats: "4" } });
    expect((await ask(sandbox, path, { method: "DELETE" })).body).toEqual({ id: created.body.id, object: "customer", deleted: true });
    expect(sandbox.all("event").slice(0, 3).map((event) => event["type"])).toEqual(["customer.deleted", "customer.updated", "customer.created"]);
  });

  test.each([
    ["description=x", "Missing required param: name.", "parameter_missing"],
    ["name=A&colour=red", "Received unknown parameter: colour", "parameter_unknown"],
  ])("a product from %s is refused", async (body, message, code) => {
    const reply = await ask(smallSandbox(), "/v1/products", { method: "POST", headers: form, body });
    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ message, code });
  });

  test("a body that is not form-encoded is refused", async () => {
    const reply = await ask(smallSandbox(), "/v1/customers", { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"A"}' });
    expect([reply.status, reply.body.error.message]).toEqual([400, "Invalid request body: expected application/x-www-form-urlencoded."]);
  });

  test("the same idempotency key does a write once and says so", async () => {
    const sandbox = smallSandbox();
    const before = sandbox.all("customer").length;
    const write = (body: string) => ask(sandbox, "/v1/customers", { method: "POST", headers: { ...form, "idempotency-key": "k1" }, body });
    const first = await write("name=Ada");
    const again = await write("name=Ada");
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(sandbox.all("customer")).toHaveLength(before + 1);
    const other = await write("name=Bob");
    expect([other.status, other.body.error.type]).toEqual([400, "idempotency_error"]);
  });
});
