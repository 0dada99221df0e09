import { beforeAll, describe, expect, test } from "@jest/globals";
import { SignJWT } from "jose";

import { createJoinCodes } from "../../src/gateway/identity/join-codes";
import { installationIdOf } from "../../src/auth/installation-proof";
import { Secret } from "../../src/base/secret";
import { createMemoryRecords } from "../../src/platform/memory-records";
import { createFakeClock } from "../fakes/fake-clock";
import { enrolled, fromElsewhere, fromLoopback, newInstallation, openFrame, publicUrl, send, type TestFrame, type TestInstallation } from "./frame";

const { signal } = new AbortController();
const dayMs = 24 * 60 * 60 * 1000;

type Enrol = { readonly joinCode?: string; readonly bindings?: object; readonly headers?: Readonly<Record<string, string>>; readonly url?: string; readonly audience?: string };

async function enrol(frame: TestFrame, installation: TestInstallation, { joinCode, bindings = fromLoopback, headers = {}, url = publicUrl, audience = url }: Enrol = {}): Promise<Response> {
  const authorization = await installation.authorization(frame.clock.now(), audience);
  const body = { publicKey: installation.publicKey, ...(joinCode === undefined ? {} : { joinCode }) };
  return send(frame, `${url}/v1/installations`, { method: "POST", body, bindings, headers: { authorization, ...headers } });
}

describe("enrolment on a gateway that serves this computer only", () => {
  let frame: TestFrame;
  beforeAll(async () => {
    frame = await openFrame();
  });

  test("needs no code from this computer, by any of its names", async () => {
    for (const url of [publicUrl, "http://localhost:8787", "http://[::1]:8787"]) {
      expect((await enrol(frame, await newInstallation(), { url })).status).toBe(201);
    }
    expect((await enrol(frame, await newInstallation(), { bindings: { incoming: { socket: { remoteAddress: "::ffff:127.0.0.1" } } } })).status).toBe(201);
  });

  test("may be repeated", async () => {
    const installation = await newInstallation();
    const replies = [await enrol(frame, installation), await enrol(frame, installation)];
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    expect(await replies[1]!.json()).toEqual({ id: await installationIdOf(installation.publicKey) });
  });

  test("is refused from another computer", async () => {
    const reply = await enrol(frame, await newInstallation(), { bindings: fromElsewhere });
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ error: { code: "FORBIDDEN", hint: expect.stringContaining("join code") } });
  });

  test("is refused to a stranger's site that lets its name point to this computer", async () => {
    const reply = await enrol(frame, await newInstallation(), { url: "http://evil.example:8787", audience: publicUrl });
    expect(reply.status).toBe(403);
  });

  test("is refused to a page of another site", async () => {
    expect((await enrol(frame, await newInstallation(), { headers: { origin: "https://evil.example" } })).status).toBe(403);
  });

  test("does not believe what a caller says of its own address", async () => {
    const reply = await enrol(frame, await newInstallation(), { bindings: fromElsewhere, headers: { "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "localhost" } });
    expect(reply.status).toBe(403);
  });

  test("is refused through a proxy that the settings do not tell of", async () => {
    expect((await enrol(frame, await newInstallation(), { headers: { "x-forwarded-for": "203.0.113.7" } })).status).toBe(403);
    expect((await enrol(frame, await newInstallation(), { headers: { forwarded: "for=203.0.113.7" } })).status).toBe(403);
  });

  test("is refused without a signature of the key that it brings", async () => {
    const [mine, other] = [await newInstallation(), await newInstallation()];
    const authorization = await other.authorization(frame.clock.now());
    const reply = await send(frame, "/v1/installations", { method: "POST", body: { publicKey: mine.publicKey }, headers: { authorization } });
    expect(reply.status).toBe(403);
    expect((await send(frame, "/v1/installations", { method: "POST", body: { publicKey: mine.publicKey } })).status).toBe(403);
  });

  test.each([{}, { publicKey: {} }, { publicKey: { kty: "oct", k: "secret" } }, "text", null])("a request of %j is refused", async (body) => {
    expect((await send(frame, "/v1/installations", { method: "POST", body })).status).toBe(400);
  });
});

describe("enrolment on a gateway for others", () => {
  let frame: TestFrame;
  const url = "https://stripe.example.com";
  const env = { XLSTRIPE_HOST: "0.0.0.0", XLSTRIPE_PUBLIC_URL: url };
  beforeAll(async () => {
    frame = await openFrame({ env });
  });

  test("needs a join code, also from this computer", async () => {
    expect((await enrol(frame, await newInstallation(), { url })).status).toBe(403);
    expect((await enrol(frame, await newInstallation(), { url, joinCode: "AAAA-BBBB-CCCC-DDDD" })).status).toBe(403);
  });

  test("is not open behind a proxy on the same computer, whose address every caller then has", async () => {
    const proxied = await openFrame({ env: { XLSTRIPE_TRUSTED_PROXIES: "1" } });
    expect((await enrol(proxied, await newInstallation())).status).toBe(403);
  });
});

describe("a join code", () => {
  const clock = createFakeClock();
  const records = createMemoryRecords();
  const codes = createJoinCodes({ records, clock, randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)) });

  test("lets one in, once, however it is typed, and tells its label", async () => {
    const code = await codes.make("Ann", signal);
    const typed = new Secret(` ${code.reveal().toLowerCase().replaceAll("-", " ")} `);
    expect(await codes.redeem(typed, signal)).toBe("Ann");
    expect(await codes.redeem(code, signal)).toBeNull();
  });

  test("lets one of many in that come at once", async () => {
    const code = await codes.make("Ann", signal);
    const all = await Promise.all(Array.from({ length: 8 }, () => codes.redeem(code, signal)));
    expect(all.filter((label) => label !== null)).toEqual(["Ann"]);
  });

  test("is of no use a day later", async () => {
    const code = await codes.make("Ann", signal);
    await clock.advance(dayMs);
    expect(await codes.redeem(code, signal)).toBeNull();
  });

  test("is stored as a hash, so that the database does not tell it", async () => {
    const code = await codes.make("Ann", signal);
    const keys = await records.list({ collection: "join-codes" }, signal);
    const stored = await Promise.all(keys.map(async (key) => JSON.stringify([key, await records.load(key, signal)])));
    expect(stored.some((text) => text.includes(code.reveal()) || text.includes(code.reveal().replaceAll("-", "")))).toBe(false);
  });
});

describe("the proof of an installation", () => {
  let frame: TestFrame;
  beforeAll(async () => {
    frame = await openFrame();
  });

  const statusWith = async (authorization: string): Promise<number> => (await send(frame, "/v1/settings/a", { headers: { authorization } })).status;

  test("opens the routes that need an identity", async () => {
    const person = await enrolled(frame);
    expect((await send(frame, "/v1/settings/a", { headers: await person.headers() })).status).toBe(404);
  });

  test("of an installation that never enrolled is answered with a code that says so", async () => {
    const stranger = await newInstallation();
    const reply = await send(frame, "/v1/settings/a", { headers: { authorization: await stranger.authorization(frame.clock.now()) } });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ error: { code: "UNKNOWN_INSTALLATION" } });
  });

  test("is refused when it is old, of the future, or made for another gateway", async () => {
    const person = await enrolled(frame);
    const now = frame.clock.now();
    expect(await statusWith(await person.authorization(now - 10 * 60_000))).toBe(401);
    expect(await statusWith(await person.authorization(now + 10 * 60_000))).toBe(401);
    expect(await statusWith(await person.authorization(now, "https://other.example"))).toBe(401);
  });

  test("is refused unsigned, or signed by HMAC with the public key as its secret", async () => {
    const person = await enrolled(frame);
    const id = await installationIdOf(person.publicKey);
    const seconds = Math.floor(frame.clock.now() / 1000);
    const claims = { iss: id, aud: publicUrl, iat: seconds, exp: seconds + 60 };
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const unsigned = `${encode({ alg: "none", typ: "xlstripe-proof+jwt", kid: id })}.${encode(claims)}.`;
    const secret = new TextEncoder().encode(JSON.stringify(person.publicKey));
    const hmac = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "xlstripe-proof+jwt", kid: id }).sign(secret);
    for (const proof of [unsigned, hmac]) expect(await statusWith(`Bearer ${proof}`)).toBe(401);
  });

  test.each(["", "Bearer", "Bearer x", "Basic dXNlcjpwYXNz", "Bearer eyJhbGciOiJub25lIn0.e30.", `Bearer ${"x".repeat(9000)}`])("an Authorization of %j is refused", async (authorization) => {
    expect(await statusWith(authorization)).toBe(401);
  });
});
