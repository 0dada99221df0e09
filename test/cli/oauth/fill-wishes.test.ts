import { describe, expect, test } from "@jest/globals";
import { openProcedureHost } from "../../../src/cli/oauth/open-procedure-host";
import { planSignIn } from "../../../src/connections/plan-sign-in";
import { type GivenSettings, readSettings } from "../../../src/connections/read-settings";
import { commandLineSignIn } from "../../../src/connections/sign-in-surroundings";

const nothing = { callbackUrl: null, scope: null, state: null };
const own = { OAuthClientId: "ca_1", OAuthClientSecret: "sk_test_dev", OAuthApp: "Connect", CallbackURL: "https://own.example/callback" };

async function addressOf(given: GivenSettings, wish: Partial<Record<keyof typeof nothing, string>> = {}) {
  const signal = new AbortController().signal;
  const settings = readSettings({ ...own, ...given });
  const io = { write: () => Promise.resolve(), note: () => undefined, env: {}, signal, askSecret: () => Promise.reject(new Error("nobody is asked")) };
  const host = await openProcedureHost({ named: { settings, app: null }, io } as unknown as Parameters<typeof openProcedureHost>[0]);
  return new URL(await host.authorizationUrl({ ...nothing, ...wish }, signal)).searchParams;
}

describe("A procedure's inputs that are left out", () => {
  test("are the connection's State, Scope and CallbackURL", async () => {
    const address = await addressOf({ State: "mine", Scope: "read_only" });
    expect([address.get("state"), address.get("scope"), address.get("redirect_uri")]).toEqual(["mine", "read_only", own.CallbackURL]);
  });

  test("give way to those that are given", async () => {
    const address = await addressOf({ State: "mine", Scope: "read_only" }, { state: "other", scope: "read_write" });
    expect([address.get("state"), address.get("scope")]).toEqual(["other", "read_write"]);
  });

  test("are allowed beside a token that is used as it is", () => {
    const settings = readSettings({ ...own, State: "mine", Scope: "read_only", OAuthAccessToken: "at_1" });
    expect(planSignIn(settings, commandLineSignIn)).toMatchObject({ kind: "token" });
  });
});
