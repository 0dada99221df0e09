import type { Context, MiddlewareHandler } from "hono";
import { decodeProtectedHeader } from "jose";
import { unknownInstallation } from "../../auth/gateway-api";
import { installationProof, type Principal } from "../../auth/identity";
import { verifyProof } from "../../auth/installation-proof";
import type { Clock } from "../../platform/ports";
import type { GatewayEnv } from "../gateway-context";
import { refuse } from "../http/answer";
import { accessOf } from "../http/route-access";
import type { VerifyAccountToken } from "./account-token";
import { type Installations, ownerOf } from "./installations";
import type { AudienceOf } from "./proof-audience";
import { rememberProofs, type VerifyInstallation } from "./remember-proofs";

export type IdentityParts = {
  readonly installations: Installations;
  /** `null`: no Microsoft accounts here. */
  readonly verifyAccount: VerifyAccountToken | null;
  readonly audienceOf: AudienceOf;
  readonly clock: Clock;
};

/** Lets a request to a route that is not public pass only when it proves who asks, and tells the route who that is. */
export function checkIdentity(parts: IdentityParts): MiddlewareHandler<GatewayEnv> {
  const verifyInstallation = rememberProofs(installationVerifier(parts), { clock: parts.clock, isEnrolled: parts.installations.isEnrolled });
  return async (context, next) => {
    if (accessOf(context.req.method, context.req.path) === "public") return next();
    const token = /^Bearer ([\w.-]{1,8192})$/.exec(context.req.header("authorization") ?? "")?.[1];
    const found = token === undefined ? "unidentified" : await identify(token, context, { ...parts, verifyInstallation });
    if (typeof found === "string") return refusals[found]();
    context.set("principal", found);
    return next();
  };
}

type Stranger = keyof typeof refusals;

type Verifiers = IdentityParts & { readonly verifyInstallation: VerifyInstallation };

function identify(token: string, context: Context<GatewayEnv>, parts: Verifiers): Promise<Principal | Stranger> {
  return isProof(token) ? ofInstallation(token, context, parts) : ofAccount(token, parts);
}

function installationVerifier({ installations, clock }: IdentityParts): VerifyInstallation {
  return ({ proof, audience }, signal) =>
    verifyProof(proof, { audience, now: clock.now() }, async (id) => (await installations.find(id, signal))?.publicKey ?? null);
}

async function ofInstallation(
  proof: string,
  { req }: Context<GatewayEnv>,
  { verifyInstallation, audienceOf }: Verifiers,
): Promise<Principal | Stranger> {
  const verified = await verifyInstallation({ proof, audience: audienceOf(req.url) }, req.raw.signal);
  if (verified.ok) return { kind: "installation", owner: ownerOf(verified.value) };
  return verified.failure === "unknown" ? "unknownInstallation" : "unidentified";
}

async function ofAccount(token: string, { verifyAccount, clock }: IdentityParts): Promise<Principal | Stranger> {
  return (await verifyAccount?.(token, clock.now())) ?? "unidentified";
}

function isProof(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === installationProof.typ;
  } catch (malformed) {
    if (malformed instanceof TypeError) return false;
    throw malformed;
  }
}

const refusals = {
  unidentified: () =>
    refuse(
      401,
      { code: "UNIDENTIFIED", message: "The connector's server does not accept who you say you are.", hint: "Close Excel, open it again and try once more; check the computer's clock." },
      { "www-authenticate": "Bearer" },
    ),
  unknownInstallation: () =>
    refuse(
      401,
      { code: unknownInstallation, message: "The connector's server does not know this Excel yet.", hint: "Ask whoever runs the server for a join code." },
      { "www-authenticate": "Bearer" },
    ),
} as const;
