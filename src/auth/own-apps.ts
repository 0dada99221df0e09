import type { Secret } from "../base/secret";
import type { OAuthVariant, StripeMode } from "./oauth-app";

/** An OAuth app that a person brought, as it is kept. */
export type KeptApp = {
  readonly clientId: string;
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly channel: string | null;
  readonly clientSecret: Secret;
};

/** Apps of people's own, encrypted, one owner's apart from another's. The secret is read by sign-ins and refreshes only. */
export interface OwnApps {
  put(owner: string, app: KeptApp, signal: AbortSignal): Promise<void>;
  find(owner: string, clientId: string, signal: AbortSignal): Promise<KeptApp | null>;
  list(owner: string, signal: AbortSignal): Promise<readonly Omit<KeptApp, "clientSecret">[]>;
  remove(owner: string, clientId: string, signal: AbortSignal): Promise<void>;
}
