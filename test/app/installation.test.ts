import { describe, expect, test } from "@jest/globals";
import { createInstallation } from "../../src/app/installation";
import { createMemoryStore } from "../../src/platform/memory-store";
import type { VersionedStore } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { going, goodKey, startApp } from "./harness";
import { createLocks } from "./schedule-world";

const deviceStore = (): VersionedStore => ({ ...createMemoryStore(), kind: "device", encrypts: true });

function open(store: VersionedStore, runExclusively = createLocks()) {
  return createInstallation({
    openDeviceStore: () => Promise.resolve(store),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    runExclusively,
    clock: createFakeClock(),
    random: () => 0.5,
  });
}

describe("the id of an installation", () => {
  test("is the same in all pages of a computer, also those that start at once, and in later sessions", async () => {
    const [store, locks] = [deviceStore(), createLocks()];
    const [one, other] = await Promise.all([open(store, locks)(going()), open(store, locks)(going())]);
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect([other, await open(store)(going())]).toEqual([one, one]);
  });

  test("differs from computer to computer", async () => {
    expect(await open(deviceStore())(going())).not.toBe(await open(deviceStore())(going()));
  });

  test("is none where the device keeps nothing, so that no schedule waits for a computer that never comes back", async () => {
    expect(await open(createMemoryStore())(going())).toBeNull();
  });
});

describe("a schedule that waits for a sign-in", () => {
  test("goes on as soon as the connection is signed in again, without a refresh by hand", async () => {
    const { app, connect, sandbox, clock } = startApp();
    await connect();
    const run = { sql: "SELECT id FROM charges LIMIT 1" };
    const { definition } = await app.queries.insert({ run, name: "Charges", target: { kind: "activeCell" } }, { signal: going() });
    sandbox.revokeKey(goodKey.reveal());
    await clock.advance(1);
    const wish = { cause: "schedule", reload: true } as const;
    await expect(app.queries.refresh(definition.id, { signal: going() }, wish)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    const state = () => app.queries.list.get()[0]?.definition;
    expect(state()).toMatchObject({ paused: expect.stringContaining("signed in again") as unknown, pausedUntil: "signedIn" });
    await connect("other");
    expect(state()).toHaveProperty("paused");
    await connect();
    expect(state()).not.toHaveProperty("paused");
  });
});
