import { describe, expect, test } from "@jest/globals";

import { createOwnApps } from "../../src/auth/create-own-apps";
import type { KeptApp } from "../../src/auth/own-apps";
import { Secret } from "../../src/base/secret";
import { createMemoryRecords } from "../../src/platform/memory-records";

const { signal } = new AbortController();
const app: KeptApp = { clientId: "ca_own", variant: "apps", mode: "test", channel: "chnlink_1", clientSecret: new Secret("sk_test_own") };

describe("An OAuth app that a person brought", () => {
  test("is found with its secret by its owner only", async () => {
    const apps = createOwnApps(createMemoryRecords());
    await apps.put("ann", app, signal);
    const found = await apps.find("ann", "ca_own", signal);
    expect(found).toMatchObject({ clientId: "ca_own", variant: "apps", mode: "test", channel: "chnlink_1" });
    expect(found?.clientSecret.reveal()).toBe("sk_test_own");
    expect(await apps.find("bob", "ca_own", signal)).toBeNull();
  });

  test("is listed without its secret", async () => {
    const apps = createOwnApps(createMemoryRecords());
    await apps.put("ann", app, signal);
    await apps.put("bob", { ...app, clientId: "ca_bob" }, signal);
    expect(await apps.list("ann", signal)).toEqual([{ clientId: "ca_own", variant: "apps", mode: "test", channel: "chnlink_1" }]);
  });

  test("is replaced by a later one of the same client id, and removed", async () => {
    const apps = createOwnApps(createMemoryRecords());
    await apps.put("ann", app, signal);
    await apps.put("ann", { ...app, clientSecret: new Secret("sk_test_rolled") }, signal);
    expect((await apps.find("ann", "ca_own", signal))?.clientSecret.reveal()).toBe("sk_test_rolled");
    await apps.remove("ann", "ca_own", signal);
    expect(await apps.list("ann", signal)).toEqual([]);
  });

  test("has a client id of Stripe's form", async () => {
    const apps = createOwnApps(createMemoryRecords());
    await expect(apps.put("ann", { ...app, clientId: "acct_1" }, signal)).rejects.toMatchObject({ code: "BAD_SETTING" });
  });
});
