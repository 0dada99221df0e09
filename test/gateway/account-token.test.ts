import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { SignJWT, exportSPKI, generateKeyPair, importJWK, type CryptoKey, type JWK, type JWTPayload } from "jose";

import { createAccountVerifier, type VerifyAccountToken } from "../../src/gateway/identity/account-token";
import type { EntraSettings } from "../../src/gateway/settings/gateway-settings";
import { audience, clientId, type EntraIssuer, otherTenant, person, startEntraIssuer, tenant, type TokenWish } from "./entra-issuer";
import { openFrame, send } from "./frame";

describe("an access token of a Microsoft account", () => {
  let issuer: EntraIssuer;
  let settings: EntraSettings;
  let verify: VerifyAccountToken;

  beforeAll(async () => {
    issuer = await startEntraIssuer();
    settings = { clientId, tenants: [tenant], audience, authority: issuer.authority };
    verify = createAccountVerifier(settings);
  });
  afterAll(() => issuer.close());

  const owner = `entra:${tenant}:${person}`;

  test("names the person by tenant and object id", async () => {
    expect(await verify(await issuer.issue(), Date.now())).toEqual({ kind: "account", owner });
    expect(await verify(await issuer.issue({ audience: clientId }), Date.now())).toEqual({ kind: "account", owner });
  });

  test.each<[string, TokenWish]>([
    ["for another audience", { audience: "api://somebody.else" }],
    ["of a tenant that is not configured", { claims: { tid: otherTenant } }],
    ["without a tenant", { claims: { tid: undefined } }],
    ["without our permission", { claims: { scp: "User.Read" } }],
    ["with a permission that only begins like ours", { claims: { scp: "access_as_user_admin" } }],
    ["without any permission (an app's own token)", { claims: { scp: undefined, roles: ["access_as_user"] } }],
    ["of another client", { claims: { azp: otherTenant } }],
    ["without a client", { claims: { azp: undefined } }],
    ["without an object id", { claims: { oid: undefined } }],
    ["whose object id would reach another owner's records", { claims: { oid: "x:y" } }],
  ])("%s is refused", async (_what, wish) => {
    expect(await verify(await issuer.issue(wish), Date.now())).toBeNull();
  });

  test("is refused when it has expired, with a minute for clocks that differ", async () => {
    const token = await issuer.issue();
    expect(await verify(token, Date.now() + 3_600_000)).not.toBeNull();
    expect(await verify(token, Date.now() + 3_600_000 + 90_000)).toBeNull();
  });

  test("of one configured tenant is refused as one of another", async () => {
    const both = createAccountVerifier({ ...settings, tenants: [tenant, otherTenant] });
    expect(await both(await issuer.issue(), Date.now())).not.toBeNull();
    expect(await both(await issuer.issue({ claims: { tid: otherTenant } }), Date.now())).toBeNull();
  });

  describe("by algorithm confusion", () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = (): JWTPayload => ({ iss: `${issuer.authority}/${tenant}/v2.0`, aud: audience, iat: seconds, exp: seconds + 600, tid: tenant, oid: person, scp: "access_as_user", azp: clientId });
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

    test("without a signature is refused", async () => {
      for (const alg of ["none", "None", "RS256"]) {
        expect(await verify(`${encode({ alg, typ: "at+jwt" })}.${encode(claims())}.`, Date.now())).toBeNull();
      }
    });

    test("signed by HMAC with the issuer's public key as its secret is refused", async () => {
      const [jwk] = (await issuer.keys()).keys as readonly (JWK & { readonly kid: string })[];
      const publicKey = (await importJWK(jwk!, "RS256", { extractable: true })) as CryptoKey;
      for (const secret of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk!.n!]) {
        const token = await new SignJWT(claims()).setProtectedHeader({ alg: "HS256", kid: jwk!.kid }).sign(new TextEncoder().encode(secret));
        expect(await verify(token, Date.now())).toBeNull();
      }
    });

    test("signed by a key of its own that it brings along, or says where to find, is refused", async () => {
      const { privateKey, publicKey } = await generateKeyPair("RS256");
      const jwk = await crypto.subtle.exportKey("jwk", publicKey);
      const sign = (header: object) => new SignJWT(claims()).setProtectedHeader({ alg: "RS256", ...header }).sign(privateKey);
      const [known] = (await issuer.keys()).keys as readonly (JWK & { readonly kid: string })[];
      for (const header of [{}, { jwk }, { jku: "https://evil.example/keys" }, { kid: known!.kid }]) expect(await verify(await sign(header), Date.now())).toBeNull();
    });

    test("with a changed claim is refused", async () => {
      const [header, , signature] = (await issuer.issue()).split(".");
      expect(await verify(`${header}.${encode({ ...claims(), oid: "44444444-4444-5555-6666-777777777777" })}.${signature}`, Date.now())).toBeNull();
    });
  });

  test("opens the gateway's routes, and an id token or nonsense does not", async () => {
    const frame = await openFrame({
      env: { XLSTRIPE_ENTRA_CLIENT_ID: clientId, XLSTRIPE_ENTRA_TENANTS: tenant, XLSTRIPE_ENTRA_AUDIENCE: audience, XLSTRIPE_ENTRA_AUTHORITY: issuer.authority },
    });
    const statusWith = async (token: string) => (await send(frame, "/v1/settings/a", { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await statusWith(await issuer.issue())).toBe(404);
    expect(await statusWith(await issuer.issue({ audience: "api://somebody.else" }))).toBe(401);
    expect(await statusWith("nonsense")).toBe(401);
    expect(await (await send(frame, "/config.json")).json()).toMatchObject({
      identity: { kind: "account", clientId, authority: `${issuer.authority}/${tenant}`, scope: `${audience}/access_as_user` },
    });
  });

  test("cannot be checked while the issuer does not answer: that is said as such, and nobody gets in", async () => {
    const unreachable = createAccountVerifier({ ...settings, authority: "http://127.0.0.1:1" });
    await expect(unreachable(await issuer.issue(), Date.now())).rejects.toMatchObject({ code: "GATEWAY_UNAVAILABLE" });
  });
});
