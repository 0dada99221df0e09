import { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";
import type { AcquireAccountToken, Clock, OpenInstallationKey } from "../platform/ports";
import { type EnrolRequest, type GatewayConfig, gatewayPaths } from "./gateway-api";
import { type GatewayAccess, readRefusal, sendToGateway } from "./gateway-request";
import { type Identity, installationProof } from "./identity";
import { publicJwkOf, signProof } from "./installation-proof";

/** Asks the person for the one-time code that the gateway's operator gave out; `null` when they leave. */
export type AskJoinCode = (signal: AbortSignal) => Promise<Secret | null>;

export type IdentityOptions = GatewayAccess & {
  /** What the gateway wants to see. */
  readonly config: GatewayConfig["identity"];
  readonly openInstallationKey: OpenInstallationKey;
  readonly acquireAccountToken: AcquireAccountToken;
  readonly askJoinCode: AskJoinCode;
  readonly clock: Clock;
};

/** The identity that a gateway asks for. */
export function createIdentity(options: IdentityOptions): Identity {
  const { config } = options;
  return config.kind === "account" ? accountIdentity(config, options.acquireAccountToken) : installationIdentity(config, options);
}

function accountIdentity(
  request: Extract<GatewayConfig["identity"], { kind: "account" }>,
  acquireAccountToken: AcquireAccountToken,
): Identity {
  return {
    kind: "account",
    async authorization(signal) {
      const token = await acquireAccountToken(request, signal);
      if (token) return `Bearer ${token.reveal()}`;
      throw new AppError("GATEWAY_UNAVAILABLE", "This Excel cannot tell the connector's server who you are.", {
        hint: "Sign in to Excel with your work account and update Office; keys that are kept on this device work without it.",
      });
    },
  };
}

type Installation = Extract<GatewayConfig["identity"], { kind: "installation" }>;

/** A proof is used again for this part of its life, so that the rest covers the way to the gateway and clocks that differ. */
const reusedFor = (installationProof.lifetime * 1000) / 2;

function installationIdentity({ open }: Installation, options: IdentityOptions): Identity {
  const { origin, clock } = options;
  let last: { readonly proof: Promise<string>; readonly at: number } | null = null;
  let enrolling: Promise<void> | null = null;

  async function prove(signal: AbortSignal): Promise<string> {
    return signProof(await options.openInstallationKey(signal), { audience: origin, now: clock.now() });
  }

  async function authorization(signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const now = clock.now();
    // A clock that was set back makes the last proof one of the future, which the gateway refuses.
    const stale = last === null || now >= last.at + reusedFor || now < last.at;
    if (stale) {
      const proof = prove(signal);
      last = { proof, at: now };
      proof.catch(() => (last = null));
    }
    return `Bearer ${await (last?.proof ?? prove(signal))}`;
  }

  async function enrol(signal: AbortSignal): Promise<void> {
    const publicKey = await publicJwkOf(await options.openInstallationKey(signal));
    const json: EnrolRequest = { publicKey, ...(open ? {} : { joinCode: await askedCode(options.askJoinCode, signal) }) };
    const headers = { Authorization: await authorization(signal) };
    const reply = await sendToGateway(options, { method: "POST", path: gatewayPaths.installations, json, headers }, signal);
    if (reply.status >= 400) throw readRefusal(reply);
  }

  return {
    kind: "installation",
    authorization,
    /** Several requests may learn at the same time that they are unknown: the person is asked once. */
    enrol(signal) {
      enrolling ??= enrol(signal).finally(() => (enrolling = null));
      return enrolling;
    },
  };
}

async function askedCode(askJoinCode: AskJoinCode, signal: AbortSignal): Promise<string> {
  const code = await askJoinCode(signal);
  if (code) return code.reveal().trim();
  throw new AppError("GATEWAY_UNAVAILABLE", "The connector's server does not know this Excel yet.", {
    hint: "Ask whoever runs the server for a join code, then try again and enter it.",
  });
}
