/**
 * Proves to a gateway who is asking. A token goes into the `Authorization` header and nowhere else.
 * Two kinds exist: an access token of the person's Microsoft account, or a short-lived proof signed with the key of this
 * installation.
 */
export interface Identity {
  readonly kind: "account" | "installation";
  /** The whole value of the `Authorization` header. @throws AppError `GATEWAY_UNAVAILABLE` with the next step. */
  authorization(signal: AbortSignal): Promise<string>;
  /**
   * Makes this installation known after the gateway said that it is not; absent where nothing can be done about it.
   * @throws AppError `GATEWAY_UNAVAILABLE`, `FORBIDDEN` with the next step.
   */
  enrol?(signal: AbortSignal): Promise<void>;
}

/** Who asked, once it is proved. `owner` names the person's records: `entra:<tid>:<oid>` or `installation:<thumbprint>`. */
export type Principal = { readonly kind: Identity["kind"]; readonly owner: string };

/** Claims and header of the proof that an installation signs (ES256, JWS compact, `Authorization: Bearer …`). */
export const installationProof = {
  typ: "xlstripe-proof+jwt",
  algorithm: "ES256",
  /** Seconds that a proof is good for; the gateway refuses longer ones. */
  lifetime: 120,
  /** Seconds that two clocks may differ. */
  tolerance: 60,
} as const;
