import type { Grant } from "../grant";

export type RefreshQuestion = {
  /** ms since 1970 UTC. */
  readonly now: number;
  readonly skewMs: number;
  /** Who asks; a lease of one's own that is left over is no reason to wait. */
  readonly me: string;
  /** The token of this generation was refused. */
  readonly newerThan?: number | undefined;
};

export type RefreshDecision =
  /** The stored access token serves. */
  | { readonly kind: "use" }
  /** A new pair has to be asked for. */
  | { readonly kind: "refresh" }
  /** Somebody else is asking; the lease is good until then. */
  | { readonly kind: "wait"; readonly until: number }
  /** Only the person can help. */
  | { readonly kind: "reauth" };

/** A refresh that failed is not tried again this soon while the old token still lives. Milliseconds. */
export const pauseAfterFailureMs = 10_000;

/** What to do for somebody who wants an access token of a grant. */
export function decideRefresh(grant: Grant, question: RefreshQuestion): RefreshDecision {
  if (grant.state === "REVOKED" || grant.state === "REAUTH_REQUIRED") return { kind: "reauth" };
  if (grant.refreshToken === null) return { kind: isAlive(grant, question) ? "use" : "reauth" };
  if (isAlive(grant, question, question.skewMs)) return { kind: "use" };
  const { lease, attempt } = grant;
  if (lease !== null && lease.owner !== question.me && lease.until > question.now) return { kind: "wait", until: lease.until };
  const failedJustNow = attempt !== null && question.now - attempt.at < pauseAfterFailureMs;
  return { kind: failedJustNow && isAlive(grant, question) ? "use" : "refresh" };
}

/** Whether the access token lives longer than `spareMs` from now on, as far as the clock and refusals tell. */
export function isAlive(
  { generation, accessToken, accessExpiresAt }: Grant,
  { now, newerThan }: Pick<RefreshQuestion, "now" | "newerThan">,
  spareMs = 0,
): boolean {
  if (generation === newerThan || accessToken === "") return false;
  return accessExpiresAt === null || accessExpiresAt - now > spareMs;
}
