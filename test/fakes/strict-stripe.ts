import { Secret } from "../../src/base/secret";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import type { IssuedTokens } from "../../src/auth/grant";
import type { OAuthApp, OAuthVariant } from "../../src/auth/oauth-app";
import type { Clock, HttpReply, HttpRequest, SendHttp } from "../../src/platform/ports";

/** What goes wrong with one request. Milliseconds. */
export type StripeFault = {
  /** On the way there, before Stripe has seen it. */
  readonly delayBefore?: number;
  /** On the way back. */
  readonly delayAfter?: number;
  /** Where the connection breaks. */
  readonly lost?: "before" | "after";
  /** Answered instead of processing. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export type SeenRefresh = {
  readonly refreshToken: string;
  readonly attemptId: string | undefined;
  /** `pending` until it is answered; `lost` when the sender never heard. */
  end: "pending" | "renewed" | "invalid_grant" | "refused" | "lost";
};

/** Stripe's token endpoint at its strictest: a refresh token works once, and no attempt id helps. */
export type StrictStripe = {
  readonly app: OAuthApp;
  readonly send: SendHttp;
  readonly refreshes: readonly SeenRefresh[];
  readonly deauthorized: readonly string[];
  /** Tokens of a new sign-in. */
  signIn(account?: string): IssuedTokens;
  /** The faults of the coming requests, one each. */
  faults(...next: readonly StripeFault[]): void;
  clearFaults(): void;
  /** The access token that was issued last. */
  newest(): string;
  /** Whether a request with this access token would be answered. */
  accepts(accessToken: Secret): boolean;
  /** What the next answers tell instead of the truth. */
  pretend(fields: Readonly<Record<string, unknown>>): void;
};

export function createStrictStripe({ clock, variant = "apps" }: { readonly clock: Clock; readonly variant?: OAuthVariant }): StrictStripe {
  const app: OAuthApp = {
    variant,
    mode: "test",
    clientId: "ca_strict",
    clientSecret: new Secret("sk_test_strict"),
    redirectUri: "https://localhost:3000/oauth/callback",
    channel: null,
    endpoints: stripeOAuthEndpoints({ variant, authorizeRoot: "https://stripe.example", apiRoot: "https://stripe.example" }),
  };
  const accessTokens = new Map<string, { readonly account: string; readonly until: number }>();
  const refreshTokens = new Map<string, string>();
  const refreshes: SeenRefresh[] = [];
  const deauthorized: string[] = [];
  const queue: StripeFault[] = [];
  let pretended: Readonly<Record<string, unknown>> = {};
  let count = 0;

  function issue(account: string): Record<string, unknown> {
    for (const [token, { account: owner }] of accessTokens) if (owner === account) accessTokens.delete(token);
    count++;
    accessTokens.set(`access_${count}`, { account, until: variant === "apps" ? clock.now() + 3_600_000 : Infinity });
    refreshTokens.set(`refresh_${count}`, account);
    return {
      access_token: `access_${count}`,
      refresh_token: `refresh_${count}`,
      token_type: "bearer",
      scope: variant === "apps" ? "stripe_apps" : "read_write",
      livemode: false,
      stripe_user_id: account,
      ...pretended,
    };
  }

  function refresh(seen: SeenRefresh): HttpReply {
    const account = refreshTokens.get(seen.refreshToken);
    if (account === undefined) {
      seen.end = "invalid_grant";
      return json(400, { error: "invalid_grant", error_description: `Refresh token does not exist` });
    }
    refreshTokens.delete(seen.refreshToken);
    seen.end = "renewed";
    return json(200, issue(account));
  }

  function answer(request: HttpRequest, fault: StripeFault, seen: SeenRefresh | null): HttpReply {
    if (fault.status !== undefined) {
      if (seen !== null) seen.end = "refused";
      return { ...json(fault.status, { error: "server_error" }), headers: { "content-type": "application/json", ...fault.headers } };
    }
    if (request.headers["authorization"] !== `Basic ${btoa("sk_test_strict:")}`) return json(401, { error: "invalid_client" });
    const body = new URLSearchParams(request.body);
    if (request.url === app.endpoints.deauthorize) {
      deauthorized.push(body.get("stripe_user_id") ?? "");
      return json(200, { stripe_user_id: body.get("stripe_user_id") });
    }
    return seen === null ? json(200, issue("acct_code")) : refresh(seen);
  }

  return {
    app,
    refreshes,
    deauthorized,
    async send(request, signal) {
      const fault = queue.shift() ?? {};
      const body = new URLSearchParams(request.body);
      const isRefresh = body.get("grant_type") === "refresh_token";
      const seen: SeenRefresh | null = isRefresh
        ? { refreshToken: body.get("refresh_token") ?? "", attemptId: request.headers["idempotency-key"], end: "pending" }
        : null;
      if (seen !== null) refreshes.push(seen);
      if (fault.delayBefore) await clock.sleep(fault.delayBefore, signal);
      if (fault.lost === "before") return lose(seen);
      const reply = answer(request, fault, seen);
      if (fault.delayAfter) await clock.sleep(fault.delayAfter, signal);
      return fault.lost === "after" ? lose(seen) : reply;
    },
    signIn(account = "acct_1") {
      const issued = issue(account);
      return {
        accessToken: new Secret(String(issued["access_token"])),
        refreshToken: new Secret(String(issued["refresh_token"])),
        account,
        mode: "test",
        expiresIn: variant === "apps" ? 3600 : null,
        scope: String(issued["scope"]),
      };
    },
    faults: (...next) => void queue.push(...next),
    clearFaults: () => void queue.splice(0),
    newest: () => `access_${count}`,
    accepts: (token) => (accessTokens.get(token.reveal())?.until ?? 0) > clock.now(),
    pretend(fields) {
      pretended = fields;
    },
  };
}

function lose(seen: SeenRefresh | null): never {
  if (seen !== null) seen.end = "lost";
  throw new TypeError("fetch failed");
}

function json(status: number, body: unknown): HttpReply {
  return { status, headers: { "content-type": "application/json" }, text: JSON.stringify(body) };
}
