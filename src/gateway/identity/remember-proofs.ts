import type { ProofFault } from "../../auth/installation-proof";
import { type Result, ok } from "../../base/result";
import type { Clock } from "../../platform/ports";
import type { Installations } from "./installations";

/** A proof as it came, and the address that it must be made for. */
export type ProofQuestion = { readonly proof: string; readonly audience: string };

/** Which installation made a proof. */
export type VerifyInstallation = (question: ProofQuestion, signal: AbortSignal) => Promise<Result<string, ProofFault>>;

type ProofMemory = Pick<Installations, "isEnrolled"> & { readonly clock: Pick<Clock, "now"> };

const rememberedMs = 10_000;
const mostRemembered = 1_000;

/**
 * Remembers for ten seconds who made a proof: a page sends one with many requests, and to verify it costs more than most of
 * what is asked. A proof that expires lives on for those seconds; an installation that was removed does not. Refusals are
 * not remembered.
 */
export function rememberProofs(verify: VerifyInstallation, { clock, isEnrolled }: ProofMemory): VerifyInstallation {
  const remembered = new Map<string, { readonly installation: string; readonly at: number }>();
  return async (question, signal) => {
    const name = `${question.audience} ${question.proof}`;
    const known = remembered.get(name);
    const age = known === undefined ? -1 : clock.now() - known.at;
    // A clock that was set back makes an age negative; then it is unknown how old the answer is.
    const fresh = known !== undefined && age >= 0 && age < rememberedMs;
    if (fresh && (await isEnrolled(known.installation, signal))) return ok(known.installation);
    remembered.delete(name);
    const verified = await verify(question, signal);
    if (verified.ok) remembered.set(name, { installation: verified.value, at: clock.now() });
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return verified;
  };
}
