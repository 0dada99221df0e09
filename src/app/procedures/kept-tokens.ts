import type { GrantSummary } from "../../auth/grant";
import type { HostTokens } from "./procedure-host";

/** What may be shown of tokens that are kept elsewhere. `now`: ms since 1970 UTC. */
export function keptTokens(
  { account, accessExpiresAt }: GrantSummary,
  { keeper, now }: { readonly keeper: string; readonly now: number },
): HostTokens {
  const expiresIn = accessExpiresAt === null ? null : Math.max(0, Math.round((accessExpiresAt - now) / 1000));
  return { accessToken: { keeper }, refreshToken: { keeper }, expiresIn, account };
}
