import { beforeEach, describe, expect, test } from "@jest/globals";

import { openTestGateway, publicUrl, type TestGateway } from "./open-test-gateway";
import { begin, refusal, signIn } from "./sign-in-steps";

const app = { variant: "apps", mode: "test", clientSecret: "sk_test_sandbox", channel: null };

describe("an OAuth app of a person's own", () => {
  let gateway: TestGateway;

  beforeEach(() => {
    gateway = openTestGateway();
  });

  const put = (clientId: string, json: unknown) => gateway.ask("ann", `/v1/apps/${clientId}`, { method: "PUT", json });

  test("goes in with its secret and comes out without", async () => {
    const replies = [await put("ca_sandbox", app), await gateway.ask("ann", "/v1/apps")];
    const texts = await Promise.all(replies.map((reply) => reply.text()));
    expect(JSON.parse(texts[0] ?? "")).toEqual({ clientId: "ca_sandbox", variant: "apps", mode: "test", channel: null });
    expect(JSON.parse(texts[1] ?? "")).toHaveLength(1);
    expect(texts.join()).not.toContain("sk_test");
  });

  test("signs its owner in, and makes a grant beside that of the deployment's app", async () => {
    await put("ca_sandbox", app);
    const byOwn = await signIn(gateway, "ann", { clientId: "ca_sandbox" });
    const byDeployment = await signIn(gateway, "ann");
    expect(byOwn.account).toBe(byDeployment.account);
    expect(byOwn.id).not.toBe(byDeployment.id);
  });

  test("is asked for under the channel of its external test", async () => {
    await put("ca_sandbox", { ...app, channel: "chnlink_sandbox" });
    const { browserUrl } = await begin(gateway, "ann", { clientId: "ca_sandbox" });
    const go = await gateway.visit(browserUrl.slice(publicUrl.length));
    expect(new URL(go.headers.get("location") ?? "").pathname).toBe("/oauth/v2/chnlink_sandbox/authorize");
  });

  test("is asked for where the sandbox shows its consent pages, when that is not its API root", async () => {
    gateway = openTestGateway({ consentRoot: "https://consent.sandbox" });
    await put("ca_sandbox", app);
    const { browserUrl } = await begin(gateway, "ann", { clientId: "ca_sandbox" });
    const go = await gateway.visit(browserUrl.slice(publicUrl.length));
    expect(new URL(go.headers.get("location") ?? "").origin).toBe("https://consent.sandbox");
  });

  test("is nobody else's", async () => {
    await put("ca_sandbox", app);
    expect(await (await gateway.ask("bob", "/v1/apps")).json()).toEqual([]);
    const json = { variant: "apps", mode: "test", clientId: "ca_sandbox", challenge: "c".repeat(43) };
    expect(await refusal(await gateway.ask("bob", "/oauth/start", { method: "POST", json }))).toMatchObject({ status: 400, code: "BAD_SETTING" });
    await gateway.ask("bob", "/v1/apps/ca_sandbox", { method: "DELETE" });
    expect(await (await gateway.ask("ann", "/v1/apps")).json()).toHaveLength(1);
  });

  test("is used for its own variant and mode only", async () => {
    await put("ca_sandbox", app);
    const json = { variant: "connect", mode: "test", clientId: "ca_sandbox", challenge: "c".repeat(43) };
    expect((await gateway.ask("ann", "/oauth/start", { method: "POST", json })).status).toBe(400);
  });

  test("can be taken away", async () => {
    await put("ca_sandbox", app);
    expect((await gateway.ask("ann", "/v1/apps/ca_sandbox", { method: "DELETE" })).status).toBe(204);
    expect(await (await gateway.ask("ann", "/v1/apps")).json()).toEqual([]);
  });

  test("needs a secret key: Stripe takes no restricted key in its place", async () => {
    const { message } = await refusal(await put("ca_sandbox", { ...app, clientSecret: "rk_test_charges" }));
    expect(message).toBe("Stripe does not take a restricted key as the secret of an app.");
  });

  test("needs a secret of its own mode, and no refusal repeats it", async () => {
    const replies = [
      await put("ca_sandbox", { ...app, clientSecret: "sk_live_canary" }),
      await put("ca_sandbox", { ...app, mode: "live" }),
      await put("ca_sandbox", { ...app, clientSecret: "canary" }),
    ];
    for (const reply of replies) {
      const { status, message } = await refusal(reply);
      expect(status).toBe(400);
      expect(message).not.toContain("canary");
    }
  });

  test("needs a client id and a channel as Stripe writes them", async () => {
    expect((await put("acct_1", app)).status).toBe(400);
    expect((await put("ca_sandbox", { ...app, channel: "../../x" })).status).toBe(400);
  });
});
