import { describe, expect, test } from "@jest/globals";

import { createMemorySpool } from "../../fakes/memory-spool";
import { createWorld, dieWhenSpooled, hour, key, never } from "../broker-world";

describe("The answer of Stripe", () => {
  test("is written aside before it is saved, so that a process that dies in between loses nothing", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const dying = world.start({ spool });
    await world.signIn(dying);
    await world.clock.advance(hour);
    dieWhenSpooled(dying);
    void dying.broker.accessToken(key, {}, never);
    await world.clock.advance(0);
    expect(await world.stored()).toMatchObject({ generation: 1, state: "REFRESHING" });
    expect(await spool.names(never)).toHaveLength(1);

    const next = world.start({ spool });
    await next.broker.replaySpool(never);
    expect(await world.token(next)).toMatchObject({ generation: 2 });
    expect(await spool.names(never)).toEqual([]);
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is found by the next refresh too, without a word to Stripe", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const dying = world.start({ spool });
    await world.signIn(dying);
    await world.clock.advance(hour);
    dieWhenSpooled(dying);
    void dying.broker.accessToken(key, {}, never);
    await world.clock.advance(91_000);
    expect(await world.token(world.start({ spool }))).toMatchObject({ generation: 2 });
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is not readable where it is written aside", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const dying = world.start({ spool });
    await world.signIn(dying);
    await world.clock.advance(hour);
    dieWhenSpooled(dying);
    void dying.broker.accessToken(key, {}, never);
    await world.clock.advance(0);
    const [name = ""] = await spool.names(never);
    expect(await spool.read(name, never)).not.toContain("refresh_2");
    expect(name).toMatch(/^[0-9a-f]{32}$/);
  });

  test("survives a full disk, and a store that is away for a while, as long as the program runs", async () => {
    const world = createWorld();
    const full = { ...createMemorySpool(), put: () => Promise.reject(new Error("ENOSPC")) };
    const one = world.start({ spool: full });
    await world.signIn(one);
    await world.clock.advance(hour);
    const save = world.records.save.bind(world.records);
    let saves = 0;
    world.records.save = (write, signal) => (++saves === 2 ? Promise.reject(new Error("database is away")) : save(write, signal));
    await expect(world.token(one)).rejects.toThrow("database is away");
    expect(await world.token(one)).toMatchObject({ generation: 2 });
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is superseded when it was saved already and newer tokens came since", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const one = world.start({ spool });
    await world.signIn(one);
    await world.clock.advance(hour);
    const remove = spool.remove.bind(spool);
    spool.remove = () => Promise.reject(new Error("the folder is away"));
    await expect(world.token(one)).rejects.toThrow("the folder is away");
    spool.remove = remove;
    expect(await world.token(world.start(), 2)).toMatchObject({ generation: 3 });
    await one.broker.replaySpool(never);
    expect(await world.stored()).toMatchObject({ generation: 3, accessToken: "access_3" });
    expect(await spool.names(never)).toEqual([]);
  });

  test("is dropped when it is of a grant that is gone, and what nobody can open stays and is told", async () => {
    const world = createWorld();
    const spool = createMemorySpool();
    const dying = world.start({ spool });
    await world.signIn(dying);
    await world.clock.advance(hour);
    dieWhenSpooled(dying);
    void dying.broker.accessToken(key, {}, never);
    await world.clock.advance(0);
    await world.records.remove({ collection: "grants", owner: key.owner, name: key.id }, never);
    await spool.put("foreign", "sealed with a lost key", never);
    await expect(world.start({ spool }).broker.replaySpool(never)).rejects.toThrow("another context");
    expect(await spool.names(never)).toEqual(["foreign"]);
    expect(await world.stored()).toBeNull();
  });
});
