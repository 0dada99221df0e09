import { describe, expect, test } from "@jest/globals";

import { createWorld, hour, key, minute, never } from "./broker-world";

describe("An access token", () => {
  test("is the stored one while it lives longer than five minutes", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(54 * minute);
    expect(await world.token(one)).toMatchObject({ generation: 1 });
    expect(world.stripe.refreshes).toEqual([]);
  });

  test("is renewed when five minutes or less are left, and the old refresh token is used once", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(55 * minute);
    const token = await world.token(one);
    expect(token.generation).toBe(2);
    expect(token.expiresAt).toBe(world.clock.now() + hour);
    expect(world.stripe.accepts(token.token)).toBe(true);
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is asked for once, however many want it in one program", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ delayBefore: 300 });
    const tokens = await world.finish(Promise.all(Array.from({ length: 20 }, () => one.broker.accessToken(key, {}, new AbortController().signal))));
    expect(new Set(tokens.map(({ generation }) => generation))).toEqual(new Set([2]));
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is asked for once among many programs: the others wait for whoever holds the lease", async () => {
    const world = createWorld();
    const programs = Array.from({ length: 5 }, () => world.start());
    await world.signIn(programs[0]!);
    await world.clock.advance(hour);
    world.stripe.faults({ delayBefore: 3000 });
    const tokens = await world.finish(Promise.all(programs.map(({ broker }) => broker.accessToken(key, {}, never))));
    expect(tokens.map(({ generation }) => generation)).toEqual([2, 2, 2, 2, 2]);
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("is renewed once for all who were refused with 401, and the one who was late gets the newer one without a refresh", async () => {
    const world = createWorld();
    const [one, two] = [world.start(), world.start()];
    await world.signIn(one);
    const refused = await Promise.all([one, two].map(({ broker }) => world.finish(broker.accessToken(key, { newerThan: 1 }, never))));
    expect(refused.map(({ generation }) => generation)).toEqual([2, 2]);
    expect(await world.token(two, 1)).toMatchObject({ generation: 2 });
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("goes on being fetched when the one who asked leaves, because Stripe's answer would be lost", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ delayAfter: 1000 });
    const leaving = new AbortController();
    const left = one.broker.accessToken(key, {}, leaving.signal);
    const outcome = expect(left).rejects.toMatchObject({ name: "AbortError" });
    await world.clock.advance(500);
    leaving.abort();
    await outcome;
    await world.clock.advance(1000);
    expect(await world.stored()).toMatchObject({ state: "ACTIVE", generation: 2, accessToken: "access_2" });
  });

  test("of a grant that is not there is NOT_FOUND", async () => {
    const world = createWorld();
    await expect(world.token(world.start())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("that was only pasted is used to its end, never renewed, and asks for a new sign-in when it is refused", async () => {
    const world = createWorld();
    const one = world.start();
    const tokens = { ...world.stripe.signIn(), refreshToken: null };
    await one.broker.create({ key, variant: "apps", app: { kind: "deployment" }, tokens }, never);
    await world.clock.advance(59 * minute);
    expect(await world.token(one)).toMatchObject({ generation: 1 });
    await expect(world.token(one, 1)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await world.clock.advance(minute);
    await expect(world.token(one)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(world.stripe.refreshes).toEqual([]);
  });

  test("that lives shorter than the five minutes is handed out all the same, after one refresh", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.pretend({ expires_in: 60 });
    expect(await world.token(one)).toMatchObject({ generation: 2, expiresAt: world.clock.now() + minute });
    expect(world.stripe.refreshes).toHaveLength(1);
  });

  test("of Connect stays until it is refused", async () => {
    const world = createWorld({ variant: "connect" });
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(1000 * hour);
    expect(await world.token(one)).toMatchObject({ generation: 1, expiresAt: null });
    expect(await world.token(one, 1)).toMatchObject({ generation: 2, expiresAt: null });
  });
});

describe("A refresh that does not succeed", () => {
  test("is tried again a little later when Stripe answers that it cannot, under a new attempt id after a 5xx", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ status: 500 }, { status: 503 });
    expect(await world.token(one)).toMatchObject({ generation: 2 });
    const attempts = world.stripe.refreshes.map(({ attemptId }) => attemptId);
    expect(new Set(attempts).size).toBe(3);
    expect(world.clock.sleeps).toEqual([750, 1500]);
  });

  test("waits as long as a 429 asks and repeats the same attempt", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ status: 429, headers: { "retry-after": "7" } });
    expect(await world.token(one)).toMatchObject({ generation: 2 });
    expect(world.clock.sleeps).toEqual([7000]);
    const [first, second] = world.stripe.refreshes;
    expect(second?.attemptId).toBe(first?.attemptId);
  });

  test("gives up after three tries, loses nothing, and works later", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ status: 500 }, { status: 500 }, { status: 500 });
    await expect(world.token(one)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    expect(await world.stored()).toMatchObject({ state: "ACTIVE", generation: 1, lease: null });
    expect(await world.token(one)).toMatchObject({ generation: 2 });
  });

  test("is not repeated by itself when no answer came; the next caller repeats the very same attempt", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ lost: "before" });
    await expect(world.token(one)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    expect(world.stripe.refreshes).toHaveLength(1);
    expect(await world.token(one)).toMatchObject({ generation: 2 });
    const [first, second] = world.stripe.refreshes;
    expect(second?.attemptId).toBe(first?.attemptId);
  });

  test("lets the old token serve while it still lives, and leaves Stripe alone for ten seconds", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(57 * minute);
    world.stripe.faults({ status: 500 });
    expect(await world.token(one)).toMatchObject({ generation: 1 });
    expect(await world.token(one)).toMatchObject({ generation: 1 });
    expect(world.stripe.refreshes).toHaveLength(1);
    await world.clock.advance(10_000);
    expect(await world.token(one)).toMatchObject({ generation: 2 });
  });

  test("asks the person to sign in again when Stripe's answer was lost for good, and says so to whoever comes", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ lost: "after" });
    await expect(world.token(one)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    await expect(world.token(one)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(await one.broker.find(key, never)).toMatchObject({ state: "REAUTH_REQUIRED", reason: "invalid_grant" });
    await expect(world.token(world.start())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(world.stripe.refreshes).toHaveLength(2);
  });

  test("keeps the refresh token when the app itself is refused", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ status: 401 });
    await expect(world.token(one)).rejects.toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(await world.token(one)).toMatchObject({ generation: 2 });
  });

  test.each([
    ["another account", { stripe_user_id: "acct_other" }],
    ["another mode", { livemode: true }],
  ])("stops when the answer is of %s", async (_what, fields) => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.pretend(fields);
    await expect(world.token(one)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(await world.stored()).toMatchObject({ generation: 1, reason: "account_changed" });
  });

  test("learns the account of brought tokens from the first answer", async () => {
    const world = createWorld();
    const one = world.start();
    const tokens = { ...world.stripe.signIn("acct_7"), account: "", expiresIn: 0 };
    await one.broker.create({ key, variant: "apps", app: { kind: "deployment" }, tokens }, never);
    await world.token(one);
    expect(await one.broker.find(key, never)).toMatchObject({ account: "acct_7", generation: 2 });
  });
});

describe("A slow holder of the lease", () => {
  test("saves its answer although the lease has ended, and revives a grant that was given up", async () => {
    const world = createWorld();
    const [slow, quick] = [world.start(), world.start()];
    await world.signIn(slow);
    await world.clock.advance(hour);
    world.stripe.faults({ delayAfter: 100_000 });
    const late = slow.broker.accessToken(key, {}, never);
    await world.clock.advance(91_000);
    await expect(world.token(quick)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(await world.stored()).toMatchObject({ state: "REAUTH_REQUIRED" });
    expect(await world.finish(late)).toMatchObject({ generation: 2 });
    expect(await world.stored()).toMatchObject({ state: "ACTIVE", generation: 2, reason: null });
    expect(world.stripe.accepts((await world.token(quick)).token)).toBe(true);
  });

  test("does not overwrite a new sign-in with the tokens of the old one", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ delayAfter: 1000 });
    const late = one.broker.accessToken(key, {}, never);
    await world.clock.advance(500);
    await one.broker.disconnect(key, never);
    const other = world.start();
    await other.broker.create({ key, variant: "apps", app: { kind: "deployment" }, tokens: world.stripe.signIn("acct_2") }, never);
    expect(await world.finish(late)).toMatchObject({ generation: 1 });
    expect(await world.stored()).toMatchObject({ account: "acct_2", generation: 1, accessToken: "access_3" });
  });
});

describe("A program that wants to end", () => {
  test("hears when the refreshes have ended, also one whose caller has left", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ delayAfter: 1000 });
    const leaving = new AbortController();
    const left = one.broker.accessToken(key, {}, leaving.signal);
    await world.clock.advance(500);
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
    const idle = one.broker.idle();
    expect(await world.stored()).toMatchObject({ generation: 1 });
    await world.finish(idle);
    expect(await world.stored()).toMatchObject({ generation: 2, state: "ACTIVE" });
    await one.broker.idle();
  });
});

describe("Signing in again", () => {
  test("ends REAUTH_REQUIRED and counts on, so that nobody takes an old token for a new one", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    world.stripe.faults({ lost: "after" });
    await expect(world.token(one)).rejects.toMatchObject({ code: "STRIPE_UNAVAILABLE" });
    await expect(world.token(one)).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    await world.signIn(one);
    expect(await world.token(one, 1)).toMatchObject({ generation: 2 });
    expect(one.announced.at(-1)).toEqual(["g1", 2]);
  });
});

describe("Others that share the grants", () => {
  test("hear of every new generation and of the end", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.clock.advance(hour);
    await world.token(one);
    await one.broker.disconnect(key, never);
    expect(one.announced).toEqual([["g1", 1], ["g1", 2], ["g1", null]]);
  });

  test("see summaries without tokens, each owner their own", async () => {
    const world = createWorld();
    const one = world.start();
    await world.signIn(one);
    await world.signIn(one, { owner: "installation:two", id: "g1" });
    const [summary, ...others] = await one.broker.list(key.owner, never);
    expect(others).toEqual([]);
    expect(summary).toEqual({
      id: "g1",
      state: "ACTIVE",
      variant: "apps",
      mode: "test",
      account: "acct_1",
      generation: 1,
      accessExpiresAt: world.clock.now() + hour,
      reason: null,
    });
  });
});
