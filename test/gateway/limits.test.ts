import { beforeAll, describe, expect, test } from "@jest/globals";

import { openRateLimiters } from "../../src/platform/node/rate-limiter";
import { describeOnBothDatabases } from "../fakes/open-test-records";
import { enrolled, fromElsewhere, newInstallation, openFrame, send, type TestFrame } from "./frame";

const forwarded = (value: string) => ({ "x-forwarded-for": value });

describe("the gateway's limits", () => {
  let frame: TestFrame;
  beforeAll(async () => {
    frame = await openFrame({ env: { XLSTRIPE_REQUESTS_PER_MINUTE: "3", XLSTRIPE_SIGN_INS_PER_MINUTE: "8" } });
  });

  test("stop one person who asks too often, say when to come back, and leave others alone", async () => {
    const [ann, bob] = [await enrolled(frame), await enrolled(frame)];
    const ask = async (person: typeof ann) => send(frame, "/v1/settings/a", { headers: await person.headers() });
    const served = [await ask(ann), await ask(ann), await ask(ann)];
    expect(served.map(({ status }) => status)).toEqual([404, 404, 404]);
    const stopped = await ask(ann);
    expect(stopped.status).toBe(429);
    expect(Number(stopped.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await stopped.json()).toMatchObject({ error: { code: "RATE_LIMITED" } });
    expect((await ask(bob)).status).toBe(404);
  });

  test("stop one address that knocks too often where strangers may, whatever it claims to be", async () => {
    const stranger = await newInstallation();
    const knock = async (count: number) =>
      send(frame, "/v1/installations", { method: "POST", body: { publicKey: stranger.publicKey, joinCode: "AAAA-AAAA-AAAA-AAAA" }, bindings: fromElsewhere, headers: { authorization: await stranger.authorization(frame.clock.now()), ...forwarded(`198.51.100.${count}`) } });
    const statuses: number[] = [];
    for (let count = 0; count < 10; count++) statuses.push((await knock(count)).status);
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 403), 429, 429]);
    expect((await send(frame, "/oauth/callback", { bindings: fromElsewhere })).status).toBe(429);
    expect((await send(frame, "/taskpane.html", { bindings: fromElsewhere })).status).toBe(200);
  });

  test("tell callers apart behind a proxy that is trusted, by what that proxy saw and not by what the caller wrote", async () => {
    const proxied = await openFrame({ env: { XLSTRIPE_PUBLIC_URL: "https://stripe.example.com", XLSTRIPE_TRUSTED_PROXIES: "1", XLSTRIPE_SIGN_INS_PER_MINUTE: "1" } });
    const ask = async (chain: string) => (await send(proxied, "/oauth/callback", { headers: forwarded(chain) })).status;
    expect(await ask("198.51.100.1")).not.toBe(429);
    expect(await ask("198.51.100.2")).not.toBe(429);
    expect(await ask("198.51.100.3, 198.51.100.1")).toBe(429);
  });
});

describeOnBothDatabases("a rate limit", (databases) => {
  test("lets through as many as it says, tells the seconds to wait, and counts for all nodes of a shared database", async () => {
    const database = await databases.address();
    await databases.open({ database });
    const [first, second] = [openRateLimiters(database), openRateLimiters(database)];
    const [here, there] = [first.limit("test", 2), second.limit("test", 2)];
    expect([await here.count("ann"), await here.count("ann")]).toEqual([null, null]);
    const wait = await here.count("ann");
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await here.count("bob")).toBeNull();
    expect((await there.count("ann")) !== null).toBe(database.kind === "postgres");
    await Promise.all([first.close(), second.close()]);
  });
});
