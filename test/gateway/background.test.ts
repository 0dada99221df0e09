import { describe, expect, test } from "@jest/globals";

import type { TokenBroker } from "../../src/auth/grant";
import { gatewayTasks, startBackground } from "../../src/gateway/background";
import type { Log } from "../../src/gateway/gateway-context";
import { createMemoryRecords } from "../../src/platform/memory-records";
import { createFakeClock } from "../fakes/fake-clock";

const { signal } = new AbortController();
const hourMs = 60 * 60_000;

function createWork(keepAlive: () => Promise<number>) {
  const clock = createFakeClock();
  const records = createMemoryRecords();
  const events: string[] = [];
  const log: Log = (_level, event) => void events.push(event);
  const broker = { keepAlive, replaySpool: () => Promise.resolve() } as unknown as TokenBroker;
  return { clock, records, events, background: startBackground(gatewayTasks({ broker, records, clock }), { clock, log }) };
}

describe("the gateway's background work", () => {
  test("keeps grants alive every hour, and goes on after a failure", async () => {
    let runs = 0;
    const { clock, events, background } = createWork(() => (++runs === 1 ? Promise.reject(new Error("down")) : Promise.resolve(1)));
    await clock.advance(3 * hourMs);
    await background.stop();
    expect(runs).toBe(3);
    expect(events.filter((event) => event.startsWith("grants kept alive"))).toEqual(["grants kept alive failed", "grants kept alive", "grants kept alive"]);
  });

  test("takes expired records away and leaves the others", async () => {
    const { clock, records, background } = createWork(() => Promise.resolve(0));
    const key = (name: string) => ({ collection: "join-codes", owner: "", name });
    await records.save({ key: key("old"), text: "", etag: null, dueAt: clock.now() + 1 }, signal);
    await records.save({ key: key("new"), text: "", etag: null, dueAt: clock.now() + hourMs }, signal);
    await records.save({ key: { ...key("kept"), collection: "settings" }, text: "", etag: null, dueAt: clock.now() + 1 }, signal);
    await clock.advance(hourMs / 2);
    await background.stop();
    expect(await records.list({ collection: "join-codes" }, signal)).toEqual([key("new")]);
    expect(await records.list({ collection: "settings" }, signal)).toHaveLength(1);
  });

  test("ends when it is told to, after what is under way", async () => {
    const done: string[] = [];
    const { clock, background } = createWork(() => new Promise((resolve) => setTimeout(() => resolve(done.push("kept alive")), 20)));
    await clock.advance(hourMs);
    await background.stop();
    expect(done).toEqual(["kept alive"]);
    await clock.advance(2 * hourMs);
    expect(done).toEqual(["kept alive"]);
  });
});
