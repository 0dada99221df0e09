import { beforeAll, describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { type IdentityOptions, createIdentity } from "../../src/auth/create-identity";
import type { EnrolRequest } from "../../src/auth/gateway-api";
import { installationIdOf, verifyProof } from "../../src/auth/installation-proof";
import { createFakeClock } from "../fakes/fake-clock";
import { json, refusal, scriptedSend, type ScriptedSend } from "./scripted-send";

const { signal } = new AbortController();
const origin = "https://gateway.example";
let pair: CryptoKeyPair;
beforeAll(async () => {
  pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
});

const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));

function setUp(config: IdentityOptions["config"], more: Partial<IdentityOptions> = {}) {
  const clock = createFakeClock();
  const send: ScriptedSend = scriptedSend(() => json({ id: "x" }, 201));
  const asked: string[] = [];
  const identity = createIdentity({
    config,
    origin,
    send,
    clock,
    openInstallationKey: () => Promise.resolve(pair),
    acquireAccountToken: () => Promise.resolve(new Secret("account-token")),
    askJoinCode: () => {
      asked.push("code");
      return Promise.resolve(new Secret(" ABCD-1234 "));
    },
    ...more,
  });
  return { clock, send, identity, asked };
}

describe("an identity by the Microsoft account", () => {
  const config = { kind: "account", clientId: "app", authority: "https://login.example", scope: "api://x/access_as_user" } as const;

  test("brings the account's token, and asks for the scope of the gateway", async () => {
    const asked: unknown[] = [];
    const { identity } = setUp(config, {
      acquireAccountToken: (request) => {
        asked.push(request);
        return Promise.resolve(new Secret("account-token"));
      },
    });
    expect(await identity.authorization(signal)).toBe("Bearer account-token");
    expect([identity.kind, asked, "enrol" in identity]).toEqual(["account", [config], false]);
  });

  test("says so where the host cannot sign in for add-ins", async () => {
    const { identity } = setUp(config, { acquireAccountToken: () => Promise.resolve(null) });
    expect(await failure(identity.authorization(signal))).toMatchObject({
      code: "GATEWAY_UNAVAILABLE",
      message: "This Excel cannot tell the connector's server who you are.",
    });
  });
});

describe("an identity by the key of the installation", () => {
  const closed = { kind: "installation", open: false } as const;
  const verify = async (authorization: string, now: number) =>
    verifyProof(authorization.replace("Bearer ", ""), { audience: origin, now }, async () => {
      const { kty = "", crv = "", x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
      return { kty, crv, x, y };
    });

  test("proves itself for this gateway, with one proof for half of its life", async () => {
    const { identity, clock } = setUp(closed);
    const first = await identity.authorization(signal);
    expect(await verify(first, clock.now())).toEqual({ ok: true, value: await installationIdOf(pair.publicKey) });
    await clock.advance(59_000);
    expect(await identity.authorization(signal)).toBe(first);
    await clock.advance(1_000);
    const second = await identity.authorization(signal);
    expect(second).not.toBe(first);
    expect(await verify(second, clock.now())).toMatchObject({ ok: true });
  });

  test("signs anew when the clock was set back, since the gateway refuses proofs of the future", async () => {
    const { clock } = setUp(closed);
    let now = clock.now();
    const { identity } = setUp(closed, { clock: { ...clock, now: () => now } });
    const first = await identity.authorization(signal);
    now -= 3_600_000;
    const second = await identity.authorization(signal);
    expect(second).not.toBe(first);
    expect(await verify(second, now)).toMatchObject({ ok: true });
  });

  test("tries again after its key could not be opened", async () => {
    let denied = true;
    const { identity } = setUp(closed, { openInstallationKey: () => (denied ? Promise.reject(new Error("denied")) : Promise.resolve(pair)) });
    await expect(identity.authorization(signal)).rejects.toThrow("denied");
    denied = false;
    expect(await identity.authorization(signal)).toMatch(/^Bearer /);
  });

  test("enrols with its public key and the join code that the person gives", async () => {
    const { identity, send } = setUp(closed);
    await identity.enrol?.(signal);
    const [request] = send.requests;
    const body = JSON.parse(request?.body ?? "") as EnrolRequest;
    expect(request).toMatchObject({ method: "POST", url: `${origin}/v1/installations` });
    expect(request?.headers["Authorization"]).toMatch(/^Bearer /);
    expect(body.joinCode).toBe("ABCD-1234");
    expect(await installationIdOf(body.publicKey)).toBe(await installationIdOf(pair.publicKey));
    expect(body.publicKey).not.toHaveProperty("d");
  });

  test("asks for no code where the gateway serves this computer only", async () => {
    const { identity, send, asked } = setUp({ kind: "installation", open: true });
    await identity.enrol?.(signal);
    expect(asked).toEqual([]);
    expect(JSON.parse(send.requests[0]?.body ?? "")).not.toHaveProperty("joinCode");
  });

  test("asks once however many requests learn that it is unknown", async () => {
    const { identity, send, asked } = setUp(closed);
    await Promise.all([identity.enrol?.(signal), identity.enrol?.(signal), identity.enrol?.(signal)]);
    expect([asked.length, send.requests.length]).toEqual([1, 1]);
  });

  test("says what to do when the person has no code, and when the gateway does not take it", async () => {
    const without = setUp(closed, { askJoinCode: () => Promise.resolve(null) });
    expect(await failure(without.identity.enrol!(signal))).toMatchObject({ code: "GATEWAY_UNAVAILABLE", hint: expect.stringMatching(/join code/) as unknown });
    const refused = setUp(closed, { send: scriptedSend(() => refusal(403, "FORBIDDEN", "This join code is not valid.")) });
    expect(await failure(refused.identity.enrol!(signal))).toMatchObject({ code: "FORBIDDEN", message: "This join code is not valid." });
  });
});
