import { SignJWT, calculateJwkThumbprint, decodeProtectedHeader, errors, exportJWK, importJWK, jwtVerify, type JWK } from "jose";
import { type Result, fail, ok } from "../base/result";
import { installationProof } from "./identity";

/** Names an installation by its public key (RFC 7638 thumbprint, SHA-256). */
export async function installationIdOf(publicKey: CryptoKey | JsonWebKey): Promise<string> {
  const jwk = publicKey instanceof CryptoKey ? await exportJWK(publicKey) : publicKey;
  return calculateJwkThumbprint(jwk);
}

/** The public half as it travels: the four members that make the thumbprint, and nothing that somebody added. */
export async function publicJwkOf({ publicKey }: CryptoKeyPair): Promise<JsonWebKey> {
  const { kty = "", crv = "", x = "", y = "" } = await exportJWK(publicKey);
  return { kty, crv, x, y };
}

/** `audience`: the gateway's origin. `now`: ms since 1970 UTC. */
export type ProofContext = { readonly audience: string; readonly now: number };

/** A proof that the holder of this key asks, good for {@link installationProof.lifetime}. Signed anew at every call. */
export async function signProof(key: CryptoKeyPair, { audience, now }: ProofContext): Promise<string> {
  const installation = await installationIdOf(key.publicKey);
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: installationProof.algorithm, typ: installationProof.typ, kid: installation })
    .setIssuer(installation)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + installationProof.lifetime)
    .sign(key.privateKey);
}

/** The public key of an enrolled installation, or `null`. */
export type FindInstallationKey = (installation: string) => Promise<JsonWebKey | null>;

/** `unknown`: the proof names an installation that never enrolled. `invalid`: forged, stale, or meant for another gateway. */
export type ProofFault = "unknown" | "invalid";

/**
 * Which installation signed the proof. Only ES256 is accepted, whatever the header asks for, and the key must be the very
 * one that the installation is named after, so a key stored under a wrong name proves nothing.
 */
export async function verifyProof(
  proof: string,
  { audience, now }: ProofContext,
  findKey: FindInstallationKey,
): Promise<Result<string, ProofFault>> {
  const installation = namedInstallation(proof);
  if (installation === null) return fail("invalid");
  const key = await findKey(installation);
  if (key === null) return fail("unknown");
  if ((await thumbprint(key)) !== installation) return fail("invalid");
  try {
    const { algorithm, typ, lifetime, tolerance } = installationProof;
    const { payload } = await jwtVerify(proof, await importJWK(key as JWK, algorithm), {
      algorithms: [algorithm],
      typ,
      issuer: installation,
      audience,
      currentDate: new Date(now),
      clockTolerance: tolerance,
      requiredClaims: ["iat", "exp"],
    });
    const { iat = 0, exp = 0 } = payload;
    // `iat` in the future is refused too: such a proof would outlive its time.
    return exp - iat <= lifetime && iat * 1000 <= now + tolerance * 1000 ? ok(installation) : fail("invalid");
  } catch (refusal) {
    if (isBadProof(refusal)) return fail("invalid");
    throw refusal;
  }
}

/** The installation that a proof claims to come from, before anything is verified; `null` when it is no such proof. */
function namedInstallation(proof: string): string | null {
  try {
    const { alg, typ, kid } = decodeProtectedHeader(proof);
    const ours = alg === installationProof.algorithm && typ === installationProof.typ;
    return ours && typeof kid === "string" && /^[\w-]{43}$/.test(kid) ? kid : null;
  } catch (malformed) {
    if (malformed instanceof TypeError) return null;
    throw malformed;
  }
}

async function thumbprint(key: JsonWebKey): Promise<string | null> {
  try {
    return await calculateJwkThumbprint(key);
  } catch (notAKey) {
    if (notAKey instanceof errors.JOSEError) return null;
    throw notAKey;
  }
}

const isBadProof = (refusal: unknown): boolean => refusal instanceof errors.JOSEError || refusal instanceof TypeError;
