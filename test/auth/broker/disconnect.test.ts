import { describe, expect, test } from "@jest/globals";

import { createMemorySpool } from "../../fakes/memory-spool";
import { createWorld, dieWhenSpooled, hour, key, never } from "../broker-world";

describe("Disconnecting", () => {
  test("forgets the grant and what was written aside for it", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const dying = world.start({ spool });
    await world.signIn(dying);
    await world.clock.advance(hour);
    dieWhenSpooled(dying);
    void dying.broker.accessToken(key, {}, never);
    await world.clock.advance(0);
    expect(await spool.names(never)).toHaveLength(1);

    await world.start({ spool }).broker.disconnect(key, never);
    expect(await spool.names(never)).toEqual([]);
    expect(await world.stored()).toBeNull();
    expect(world.stripe.deauthorized).toEqual([]);
  });

  test("tells Stripe about Connect", async () => {
    const world = createWorld({ variant: "connect" });
    const one = world.start();
    await world.signIn(one);
    await one.broker.disconnect(key, never);
    expect(world.stripe.deauthorized).toEqual(["acct_1"]);
  });

  test("leaves Connect's access alone while another grant of the same account and app needs it", async () => {
    const world = createWorld({ variant: "connect" });
    const one = world.start();
    const other = { owner: "installation:two", id: "theirs" };
    await world.signIn(one);
    await world.signIn(one, other);
    await one.broker.disconnect(key, never);
    expect(world.stripe.deauthorized).toEqual([]);
    await one.broker.disconnect(other, never);
    expect(world.stripe.deauthorized).toEqual(["acct_1"]);
  });

  test("only forgets a pasted token: its access belongs to whoever made it", async () => {
    const world = createWorld({ variant: "connect" });
    const one = world.start();
    const tokens = { ...world.stripe.signIn(), refreshToken: null };
    await one.broker.create({ key, variant: "connect", app: { kind: "deployment" }, tokens }, never);
    await one.broker.disconnect(key, never);
    expect(world.stripe.deauthorized).toEqual([]);
    expect(await world.stored()).toBeNull();
  });

  test("shreds the tokens even when Stripe cannot be told, and says what is left to do", async () => {
    const world = createWorld({ variant: "connect" });
    const one = world.start();
    await world.signIn(one);
    world.stripe.faults({ lost: "before" });
    await expect(one.broker.disconnect(key, never)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    expect(await world.stored()).toBeNull();
    await expect(world.token(one)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is for good: an answer that comes late brings nothing back and is not kept", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const one = world.start({ spool });
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ delayAfter: 5000 });
    const late = one.broker.accessToken(key, {}, never);
    const outcome = expect(world.finish(late)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await world.clock.advance(1000);
    await world.start().broker.disconnect(key, never);
    await outcome;
    expect(await world.stored()).toBeNull();
    expect(await spool.names(never)).toEqual([]);
  });

  test("that a crash cut short leaves a revoked grant without tokens, and can be done again", async () => {
    const world = createWorld({ variant: "connect" });
    const dying = world.start();
    await world.signIn(dying);
    // Reading and writing the record are two steps each; the next one is the last.
    dying.life.killAtStep(5);
    void dying.broker.disconnect(key, never);
    await world.clock.advance(0);
    expect(await world.stored()).toMatchObject({ state: "REVOKED", accessToken: "", refreshToken: null });

    const next = world.start();
    await expect(world.token(next)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await next.broker.disconnect(key, never);
    expect(world.stripe.deauthorized).toEqual(["acct_1"]);
    expect(await world.stored()).toBeNull();
  });

  test("of what is not there is no error", async () => {
    const world = createWorld();
    await world.start().broker.disconnect(key, never);
    expect(await world.stored()).toBeNull();
  });
});
