import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import { gatewayPaths } from "../../auth/gateway-api";
import { installationIdOf, verifyProof } from "../../auth/installation-proof";
import type { Clock } from "../../platform/ports";
import type { GatewayEnv, GatewayRoutes } from "../gateway-context";
import { remoteAddress } from "../http/client-address";
import { isLoopbackAddress, isLoopbackName } from "../http/loopback";
import type { Installations } from "./installations";
import type { JoinCodes } from "./join-codes";
import type { AudienceOf } from "./proof-audience";

export type EnrolmentParts = {
  readonly installations: Installations;
  readonly joinCodes: JoinCodes;
  readonly audienceOf: AudienceOf;
  readonly clock: Clock;
  /** The gateway serves this computer only, so that being on it is enough. */
  readonly open: boolean;
};

const coordinate = z.string().regex(/^[\w-]{43}$/);
/** `EnrolRequest`, with nothing else in it. */
const enrolRequest = z.strictObject({
  publicKey: z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate }),
  joinCode: z.string().min(1).max(64).optional(),
});

/** Adds the route by which an installation becomes known: its request is signed by the very key that it brings. */
export function mountEnrolment(routes: GatewayRoutes, parts: EnrolmentParts): void {
  routes.post(gatewayPaths.installations, async (context) => {
    const { publicKey, joinCode } = await readRequest(context);
    const { signal } = context.req.raw;
    const id = await installationIdOf(publicKey);
    await requireProof(context, publicKey, parts);
    const label = await admit(context, joinCode, parts);
    await parts.installations.enrol(id, { publicKey, label }, signal);
    return context.json({ id }, 201);
  });
}

async function readRequest(context: Context<GatewayEnv>): Promise<z.infer<typeof enrolRequest>> {
  const parsed = enrolRequest.safeParse(await context.req.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw new AppError("BAD_ARGUMENT", "The request to enrol is not understood.", { hint: "Update the add-in, then try again." });
}

async function requireProof(context: Context<GatewayEnv>, publicKey: JsonWebKey, { audienceOf, clock }: EnrolmentParts): Promise<void> {
  const proof = /^Bearer ([\w.-]+)$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
  const ownKey = () => Promise.resolve(publicKey);
  const verified = await verifyProof(proof, { audience: audienceOf(context.req.url), now: clock.now() }, ownKey);
  const named = verified.ok && verified.value === (await installationIdOf(publicKey));
  if (!named) throw notAdmitted("The connector's server could not check this Excel's signature.", "Check the computer's clock, then try again.");
}

/** What lets the installation in: a join code, or being on this computer. Resolves to its label. */
async function admit(context: Context<GatewayEnv>, joinCode: string | undefined, { joinCodes, open }: EnrolmentParts): Promise<string> {
  if (joinCode !== undefined) {
    const label = await joinCodes.redeem(new Secret(joinCode), context.req.raw.signal);
    if (label !== null) return label;
    throw notAdmitted("This join code is not valid, or no longer.", "Ask whoever runs the server for a new one; each is good once, for a day.");
  }
  if (open && comesFromThisComputer(context)) return "this computer";
  throw notAdmitted("The connector's server does not know this Excel yet.", "Ask whoever runs the server for a join code.");
}

/**
 * The connection comes from this computer, and so does the page that asks. A page of a stranger's site can reach us too: by a
 * name that it lets point to this computer (then `Host` is that name), or across origins (then `Origin` is that site).
 */
function comesFromThisComputer(context: Context<GatewayEnv>): boolean {
  const origin = context.req.header("origin");
  const names = [new URL(context.req.url), ...(origin === undefined ? [] : [URL.canParse(origin) ? new URL(origin) : null])];
  if (forwarded.some((name) => context.req.header(name) !== undefined)) return false;
  return isLoopbackAddress(remoteAddress(context) ?? "") && names.every((url) => url !== null && isLoopbackName(url.hostname));
}

/** What proxies add. One that nobody declared stands on this computer, and everybody's requests come from there. */
const forwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] as const;

const notAdmitted = (message: string, hint: string) => new AppError("FORBIDDEN", message, { hint });
