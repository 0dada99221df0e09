import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SignJWT, exportJWK, type JWTHeaderParameters } from "jose";
import { installationProof } from "../../src/auth/identity";
import { installationIdOf, publicJwkOf, signProof, verifyProof } from "../../src/auth/installation-proof";

const audience = "https://gateway.example";
const now = Date.UTC(2026, 5, 15);
const seconds = now / 1000;

const makePair = () => crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
let pair: CryptoKeyPair;
let stranger: CryptoKeyPair;
let id: string;
let jwk: JsonWebKey;

beforeAll(async () => {
  [pair, stranger] = await Promise.all([makePair(), makePair()]);
  id = await installationIdOf(pair.publicKey);
  jwk = await publicJwkOf(pair);
});

const enrolled = (installation: string) => Promise.resolve(installation === id ? jwk : null);
const verify = (proof: string, at = now, for_ = audience) => verifyProof(proof, { audience: for_, now: at }, enrolled);

type Change = { readonly header?: Partial<JWTHeaderParameters>; readonly claims?: Record<string, unknown>; readonly key?: CryptoKey | Uint8Array };

/** A proof that differs from a good one in one thing. */
function forge({ header = {}, claims = {}, key = pair.privateKey }: Change): Promise<string> {
  return new SignJWT({ iss: id, aud: audience, iat: seconds, exp: seconds + installationProof.lifetime, ...claims })
    .setProtectedHeader({ alg: "ES256", typ: installationProof.typ, kid: id, ...header })
    .sign(key);
}

describe("the proof of an installation", () => {
  test("says which installation signed it, for as long as it lives", async () => {
    const proof = await signProof(pair, { audience, now });
    expect(await verify(proof)).toEqual({ ok: true, value: id });
    expect(await verify(proof, now + 119_000)).toEqual({ ok: true, value: id });
  });

  test("names an installation by its public key alone, whether as a key or as it travels", async () => {
    expect(await installationIdOf(jwk)).toBe(id);
    expect(Object.keys(jwk).sort()).toEqual(["crv", "kty", "x", "y"]);
    expect(await installationIdOf(stranger.publicKey)).not.toBe(id);
  });

  test("bears clocks that differ by a minute, and no more", async () => {
    const { lifetime, tolerance } = installationProof;
    const proof = await signProof(pair, { audience, now });
    expect(await verify(proof, now + (lifetime + tolerance - 1) * 1000)).toMatchObject({ ok: true });
    expect(await verify(proof, now + (lifetime + tolerance + 1) * 1000)).toMatchObject({ ok: false });
    expect(await verify(proof, now - (tolerance - 1) * 1000)).toMatchObject({ ok: true });
    expect(await verify(proof, now - (tolerance + 1) * 1000)).toMatchObject({ ok: false });
  });

  test("of an installation that never enrolled is told apart, so that it can enrol", async () => {
    expect(await verify(await signProof(stranger, { audience, now }))).toEqual({ ok: false, failure: "unknown" });
  });

  test.each<[string, () => Promise<string>]>([
    ["another gateway", () => signProof(pair, { audience: "https://other.example", now })],
    ["another kind of token", () => forge({ header: { typ: "JWT" } })],
    ["a longer life than allowed", () => forge({ claims: { exp: seconds + installationProof.lifetime + 1 } })],
    ["no end", () => forge({ claims: { exp: undefined } })],
    ["no beginning", () => forge({ claims: { iat: undefined } })],
    ["another issuer than its key", () => forge({ claims: { iss: "somebody" } })],
    ["a stranger's signature under our name", () => forge({ key: stranger.privateKey })],
  ])("with %s is refused", async (_what, make) => {
    expect(await verify(await make())).toEqual({ ok: false, failure: "invalid" });
  });

  test("refuses every other algorithm, whatever the header asks for (algorithm confusion)", async () => {
    const publicText = new TextEncoder().encode(JSON.stringify(await exportJWK(pair.publicKey)));
    const withPublicKeyAsSecret = await forge({ header: { alg: "HS256" }, key: publicText });
    const [, claims = ""] = (await forge({})).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", typ: installationProof.typ, kid: id })).toString("base64url");
    for (const proof of [withPublicKeyAsSecret, `${header}.${claims}.`, `${header}.${claims}.AAAA`]) {
      expect(await verify(proof)).toEqual({ ok: false, failure: "invalid" });
    }
  });

  test("under a name whose stored key is another one proves nothing", async () => {
    const strangersKey = await publicJwkOf(stranger);
    const proof = await forge({ key: stranger.privateKey });
    expect(await verifyProof(proof, { audience, now }, () => Promise.resolve(strangersKey))).toEqual({ ok: false, failure: "invalid" });
  });

  test("loses its worth with any changed letter of what is signed", async () => {
    const proof = await signProof(pair, { audience, now });
    const end = proof.lastIndexOf(".");
    await fc.assert(
      fc.asyncProperty(fc.nat(end - 1), fc.constantFrom("A", "b", "7", "_"), async (at, letter) => {
        fc.pre(proof[at] !== letter);
        expect(await verify(proof.slice(0, at) + letter + proof.slice(at + 1))).toMatchObject({ ok: false });
      }),
      { numRuns: 60 },
    );
  });

  test("is refused quietly for any text at all", async () => {
    const parts = fc.array(fc.oneof(fc.base64String(), fc.string(), fc.json().map((text) => Buffer.from(text).toString("base64url"))), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (texts) => {
        expect(await verify(texts.join("."))).toEqual({ ok: false, failure: "invalid" });
      }),
    );
  });
});
