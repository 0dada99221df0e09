import type { Secret } from "../base/secret";

/** What a request proves itself with. `generation` counts renewals. */
export type Credential = { readonly secret: Secret; readonly generation: number };

/** Where credentials come from: a key that stays, or tokens that are renewed. Asked before every request. */
export interface CredentialSource {
  /** What they are, for sentences about them. */
  readonly kind: "key" | "token";
  /** @throws AppError `REAUTH_REQUIRED`, `STRIPE_UNAVAILABLE`. */
  current(signal: AbortSignal): Promise<Credential>;
  /** A newer one than what was refused with 401, or `null` when there is none to get. */
  renew(refused: Credential, signal: AbortSignal): Promise<Credential | null>;
}

/** A credential that never changes, such as an API key. */
export function fixedCredential(secret: Secret, kind: CredentialSource["kind"] = "key"): CredentialSource {
  const credential = { secret, generation: 1 };
  return { kind, current: () => Promise.resolve(credential), renew: () => Promise.resolve(null) };
}
