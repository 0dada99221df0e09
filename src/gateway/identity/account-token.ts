import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import { AppError } from "../../base/app-error";
import type { Principal } from "../../auth/identity";
import type { EntraSettings } from "../settings/gateway-settings";

/** The permission of our own API that the add-in asks for. */
export const accountScope = "access_as_user";

/** Who an access token speaks for, or `null` when it is not one for us. `now`: ms since 1970 UTC. */
export type VerifyAccountToken = (token: string, now: number) => Promise<Principal | null>;

const toleranceSeconds = 60;

/**
 * Checks access tokens of Microsoft Entra.
 * The token's own `tid` only chooses among the configured tenants, so issuer and keys never come from the token. People are
 * named by tenant and object id, which never change, not by an address.
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function createAccountVerifier({ authority, tenants, audience, clientId }: EntraSettings): VerifyAccountToken {
  const keys = new Map<string, JWTVerifyGetKey>(
    tenants.map((tenant) => [tenant, createRemoteJWKSet(new URL(`${authority}/${tenant}/discovery/v2.0/keys`))]),
  );
  return async (token, now) => {
    const tenant = claimedTenant(token);
    const tenantKeys = keys.get(tenant);
    if (tenantKeys === undefined) return null;
    try {
      const { payload } = await jwtVerify(token, tenantKeys, {
        algorithms: ["RS256"],
        issuer: `${authority}/${tenant}/v2.0`,
        audience: [audience, clientId],
        requiredClaims: ["exp", "iat", "oid"],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now),
      });
      return speaksForPerson(payload, clientId) ? { kind: "account", owner: `entra:${tenant}:${payload["oid"]}` } : null;
    } catch (failure) {
      if (isRefusal(failure)) return null;
      throw keysUnreachable(failure);
    }
  };
}

/** A token of our own client, with our permission, for one person. */
function speaksForPerson(payload: JWTPayload, clientId: string): payload is JWTPayload & { readonly oid: string } {
  const scopes = typeof payload["scp"] === "string" ? payload["scp"].split(" ") : [];
  const oid = payload["oid"];
  return scopes.includes(accountScope) && payload["azp"] === clientId && typeof oid === "string" && /^[\w-]{1,64}$/.test(oid);
}

/** Read before anything is verified: it only chooses what to verify with. */
function claimedTenant(token: string): string {
  try {
    const { tid } = decodeJwt(token);
    return typeof tid === "string" ? tid.toLowerCase() : "";
  } catch (failure) {
    if (isRefusal(failure)) return "";
    throw failure;
  }
}

/** The token is at fault; anything else is a failure to get the issuer's keys. */
const isRefusal = (failure: unknown): boolean =>
  failure instanceof errors.JOSEError && !(failure instanceof errors.JWKSTimeout) && failure.constructor !== errors.JOSEError;

const keysUnreachable = (cause: unknown) =>
  new AppError("GATEWAY_UNAVAILABLE", "Microsoft's sign-in keys cannot be fetched at the moment.", { hint: "Try again in a minute.", cause });
