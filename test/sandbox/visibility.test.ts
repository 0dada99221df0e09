import { describe, expect, test } from "@jest/globals";

import type { Sandbox } from "../../src/sandbox/sandbox";
import { ask, pageThrough, smallSandbox } from "./ask";
import { handClock } from "./hand-clock";

const lag = 60;
const shown = async (sandbox: Sandbox, made: readonly string[]): Promise<readonly string[]> => {
  const listed = await pageThrough(sandbox, "/v1/customers");
  return made.filter((id) => listed.includes(id));
};

describe("objects that become visible late", () => {
  test("are missing from lists at first, come one by one, and are all there after the lag", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ visibilityLagSeconds: lag, clock });
    const made = Array.from({ length: 40 }, () => sandbox.create("customer", {}).id);
    expect(await shown(sandbox, made)).toEqual([]);
    clock.advance(30_000);
    const half = await shown(sandbox, made);
    expect(half.length).toBeGreaterThan(5);
    expect(half.length).toBeLessThan(35);
    clock.advance(30_000);
    expect(await shown(sandbox, made)).toEqual(made);
  });

  test("appear out of order: later ones before earlier ones", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ visibilityLagSeconds: lag, clock });
    const made = Array.from({ length: 30 }, () => {
      clock.advance(1_000);
      return sandbox.create("customer", {}).id;
    });
    const places = (await shown(sandbox, made)).map((id) => made.indexOf(id));
    expect(places).not.toEqual(Array.from({ length: places.length }, (_, index) => index));
  });

  test("can be looked up at once", async () => {
    const sandbox = smallSandbox({ visibilityLagSeconds: lag, clock: handClock() });
    const { id } = sandbox.create("customer", {});
    expect((await ask(sandbox, `/v1/customers/${id}`)).body.id).toBe(id);
  });

  test("are late in searches and among the events, too", async () => {
    const clock = handClock();
    const sandbox = smallSandbox({ visibilityLagSeconds: lag, clock });
    const made = Array.from({ length: 20 }, () => sandbox.create("customer", { name: "Late Comer" }).id);
    const found = async () => (await ask(sandbox, `/v1/customers/search?limit=100&query=${encodeURIComponent('name:"Late Comer"')}`)).body.data.length;
    const told = async () => {
      const events = await pageThrough(sandbox, "/v1/events?type=customer.created");
      return sandbox.all("event").filter(({ id, data }) => events.includes(id) && made.includes((data as { object: { id: string } }).object.id)).length;
    };
    expect([await found(), await told()]).toEqual([0, 0]);
    clock.advance(lag * 1_000);
    expect([await found(), await told()]).toEqual([20, 20]);
  });

  test("are not late while time stands still, nor changed or deleted late", async () => {
    const still = smallSandbox({ visibilityLagSeconds: lag });
    const { id } = still.create("customer", {});
    expect(await shown(still, [id])).toEqual([id]);
    const sandbox = smallSandbox({ visibilityLagSeconds: lag, clock: handClock() });
    const [first, second] = sandbox.all("customer");
    sandbox.update(first?.id ?? "", { name: "Zed" });
    sandbox.remove(second?.id ?? "");
    const { data } = (await ask(sandbox, "/v1/customers?limit=100")).body;
    expect(data[0]).toMatchObject({ id: first?.id, name: "Zed" });
    expect(data.map((row) => row.id)).not.toContain(second?.id);
  });
});
