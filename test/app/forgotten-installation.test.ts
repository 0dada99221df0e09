import { describe, expect, test } from "@jest/globals";

import { openGatewayWorld } from "./gateway-world";
import { going } from "./harness";
import { connect, startAt } from "./start-at-gateway";

describe("a gateway that forgets this Excel in the middle of a session", () => {
  test.each(["remove", "test"] as const)("asks for a join code at the next press of a button: %s", async (button) => {
    const world = await openGatewayWorld("https://connector.example");
    const { app } = startAt(world);
    world.person.joinCode = await world.makeJoinCode();
    await connect(app);
    expect(world.person.asked).toBe(1);
    await world.forgetInstallations();
    world.person.joinCode = await world.makeJoinCode();
    const settings = { Name: "acme", InitiateOAuth: "REFRESH", OAuthSettingsLocation: `roaming:${world.sandbox.accounts().platform}.test.apps` };
    if (button === "remove") await app.connections.remove("acme", going());
    else await expect(app.connections.test({ settings }, going())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(world.person.asked).toBe(2);
    await world.close();
  });
});
