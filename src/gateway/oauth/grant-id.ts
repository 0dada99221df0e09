import type { OAuthAppRef, OAuthVariant, StripeMode } from "../../auth/oauth-app";

type GrantFacts = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly account: string;
  readonly app: OAuthAppRef;
};

/**
 * Names a grant of an owner: signing in again to the same account by the same app takes the place of the older grant, so that
 * connections to it go on.
 */
export function grantIdOf({ variant, mode, account, app }: GrantFacts): string {
  return [account, mode, variant, ...(app.kind === "own" ? [app.clientId] : [])].join(".");
}
