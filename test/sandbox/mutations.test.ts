import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { steadyMutations } from "../../src/sandbox/mutations/steady";
import type { Sandbox } from "../../src/sandbox/sandbox";
import { ask, smallSandbox, today } from "./ask";
import { handClock } from "./hand-clock";

const resources = ["customer", "charge", "product", "subscription", "invoice", "coupon", "payout", "refund"];
const idsOf = (sandbox: Sandbox, resource: string): ReadonlySet<string> => new Set(sandbox.all(resource).map(({ id }) => id));

describe("changes by chance", () => {
  test("follow from the seed", () => {
    const course = (seed: number) => {
      const sandbox = smallSandbox({ seed });
      return Array.from({ length: 60 }, () => sandbox.mutate(resources));
    };
    const once = course(4);
    expect(course(4)).toEqual(once);
    expect(course(5)).not.toEqual(once);
  });

  test("are what they say, and each is told by an event about the object", () => {
    const sandbox = smallSandbox();
    for (let step = 0; step < 200; step++) {
      const [resource = ""] = [resources[step % resources.length]];
      const before = new Map(sandbox.all(resource).map((object) => [object.id, object]));
      const known = idsOf(sandbox, "event");
      const { kind, id } = sandbox.mutate([resource]);
      const after = new Map(sandbox.all(resource).map((object) => [object.id, object]));
      expect([before.has(id), after.has(id)]).toEqual({ created: [false, true], updated: [true, true], deleted: [true, false] }[kind]);
      if (kind === "updated") expect(after.get(id)).not.toEqual(before.get(id));
      expect([...before.keys()].filter((other) => other !== id && after.get(other) !== before.get(other))).toEqual([]);
      const told = sandbox.all("event").filter((event) => !known.has(event.id));
      expect(told.length).toBeGreaterThan(0);
      for (const event of told) expect(event["data"]).toHaveProperty("object.id", id);
    }
  });

  test("happen to customers and charges when nothing else is named, and of these only customers go", () => {
    const sandbox = smallSandbox();
    const kinds = new Set(Array.from({ length: 200 }, () => sandbox.mutate()).map(({ kind, resource }) => `${resource} ${kind}`));
    expect([...kinds].sort()).toEqual(["charge created", "charge updated", "customer created", "customer deleted", "customer updated"]);
  });

  test("can be asked for over HTTP", async () => {
    const sandbox = smallSandbox();
    const { body } = await ask(sandbox, "/_sandbox/mutations", { key: "", method: "POST", body: '{"count": 3}' });
    expect(body).toHaveLength(3);
  });

  test("cannot happen to what never changes by itself", () => {
    expect(() => smallSandbox().mutate(["event"])).toThrow("the sandbox does not change event by itself");
  });

  test("leave lists whole: a deleted customer of a charge is expanded to what is left of it", async () => {
    const sandbox = smallSandbox();
    const charge = sandbox.all("charge")[0];
    sandbox.remove(String(charge?.["customer"]));
    const { body } = await ask(sandbox, "/v1/charges?limit=1&expand[]=data.customer");
    expect(body.data[0]?.["customer"]).toEqual({ id: charge?.["customer"], object: "customer", deleted: true });
  });
});

describe("changes while the server runs", () => {
  test("happen at the rate that was asked for, each at its time", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ mutationsPerSecond: 2, clock });
    const before = sandbox.all("event").length;
    clock.advance(10_000);
    expect(sandbox.all("event")).toHaveLength(before);
    await ask(sandbox, "/v1/balance");
    const told = sandbox.all("event").slice(0, sandbox.all("event").length - before);
    expect(told).toHaveLength(20);
    expect(told.map((event) => Number(event["created"]) - today / 1_000)).toEqual(
      Array.from({ length: 20 }, (_, index) => Math.floor((20 - index) / 2)),
    );
  });

  test("are due once each, however the time is cut", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), fc.array(fc.nat(3_000), { maxLength: 20 }), (rate, steps) => {
        const steady = steadyMutations(rate, 0);
        let now = 0;
        const times = steps.flatMap((step) => steady.due((now += step)));
        expect(times).toEqual(steadyMutations(rate, 0).due(now));
        expect(times).toEqual([...times].sort((left, right) => left - right));
        expect(times.every((time) => time > 0 && time <= now + 1e-6)).toBe(true);
      }),
    );
  });
});
