import type { ConnectionDraft, ConnectionSummary } from "./app-api";

/** API roots of a deployment besides Stripe's own. */
export type Deployment = {
  /** Where test keys go when a draft names no root, such as a sandbox server; absent: Stripe. */
  readonly defaultTestApiBase?: string;
  /** Roots besides Stripe and loopback hosts that test keys may go to. */
  readonly allowedApiBases: readonly string[];
};

/** What a draft means. @throws AppError `BAD_SETTING`. */
export function describeConnection(draft: ConnectionDraft, deployment: Deployment): ConnectionSummary {
  return {
    name: draft.name.trim(),
    mode: "test",
    keyKind: "restricted",
    apiBase: draft.apiBase ?? deployment.defaultTestApiBase ?? "https://api.stripe.com",
    accountId: draft.accountId ?? null,
    builtIn: false,
  };
}
