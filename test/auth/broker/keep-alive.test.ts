import { describe, expect, test } from "@jest/globals";

import { createWorld, hour, key, never } from "../broker-world";

const day = 24 * hour;

describe("Keeping a grant alive", () => {
  test("uses a refresh token after eleven months without use, a month before it dies", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(334 * day);
    expect(await world.finish(one.broker.keepAlive(never))).toBe(0);
    await world.clock.advance(day);
    expect(await world.finish(one.broker.keepAlive(never))).toBe(1);
    expect(await world.stored()).toMatchObject({ generation: 2, refreshedAt: world.clock.now() });
    expect(await world.finish(one.broker.keepAlive(never))).toBe(0);
  });

  test("is not needed for what is used, pasted, of Connect, or ended", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    const create = (id: string, variant: "apps" | "connect", refreshable: boolean) => {
      const tokens = world.stripe.signIn();
      return one.broker.create(
        { key: { ...key, id }, variant, app: { kind: "deployment" }, tokens: refreshable ? tokens : { ...tokens, refreshToken: null } },
        never,
      );
    };
    await create("pasted", "apps", false);
    await create("connect", "connect", true);
    await world.clock.advance(300 * day);
    await world.token(one);
    await world.clock.advance(100 * day);
    expect(await world.finish(one.broker.keepAlive(never))).toBe(0);
  });

  test("renews the others when a record cannot be read, and tells of it", async () => {
    const world = createWorld();
    const one = world.start();
    for (const id of ["a", "b", "c"]) await world.signIn(one, { ...key, id });
    const unreadable = { collection: "grants", owner: key.owner, name: "a" };
    const etag = (await world.records.load(unreadable, never))?.etag ?? null;
    await world.records.save({ key: unreadable, text: "sealed with a lost key", etag, dueAt: 0 }, never);
    await world.clock.advance(340 * day);
    await expect(world.finish(one.broker.keepAlive(never))).rejects.toThrow(SyntaxError);
    for (const id of ["b", "c"]) expect(await world.stored({ ...key, id })).toMatchObject({ generation: 2 });
  });

  test("goes on with the next grant when one fails, and tries that one again an hour later", async () => {
    const world = createWorld();
    const one = world.start();
    for (const id of ["a", "b", "c"]) await world.signIn(one, { ...key, id });
    await world.clock.advance(340 * day);
    world.stripe.faults({ lost: "before" });
    expect(await world.finish(one.broker.keepAlive(never))).toBe(2);
    expect(await world.finish(one.broker.keepAlive(never))).toBe(0);
    await world.clock.advance(hour);
    expect(await world.finish(one.broker.keepAlive(never))).toBe(1);
  });
});
