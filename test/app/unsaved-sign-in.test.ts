import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";

import { type GatewayWorld, openGatewayWorld } from "./gateway-world";
import { going } from "./harness";
import { connect, readCustomers, signIn, startAt } from "./start-at-gateway";

describe("a finished sign-in", () => {
  let world: GatewayWorld;
  beforeAll(async () => {
    world = await openGatewayWorld();
  });
  afterAll(() => world.close());
  beforeEach(() => void (world.trouble.gateway = "none"));

  test("that nobody saves is ended: its tokens are gone", async () => {
    const { app } = startAt(world);
    const grant = await signIn(app);
    expect(await app.connections.giveUp(grant, going())).toEqual({ warning: null });
    await expect(app.connections.save({ settings: { Name: "late" }, grant }, going())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
  });

  test("that nobody saves stays while a saved connection uses it, also one of another workbook", async () => {
    const [app, other] = [startAt(world).app, startAt(world).app];
    await app.connections.load(going());
    await connect(other, "in use");
    expect(await app.connections.giveUp(await signIn(app), going())).toEqual({ warning: null });
    expect((await readCustomers(other, "in use")).rows).toHaveLength(3);
  });

  test("that cannot be ended says so and what to do", async () => {
    const { app } = startAt(world);
    const grant = await signIn(app);
    world.trouble.gateway = "down";
    await expect(app.connections.giveUp(grant, going())).rejects.toMatchObject({
      code: "GATEWAY_UNAVAILABLE",
      message: `The sign-in to ${grant.account}, which you did not save, could not be ended.`,
    });
  });
});
