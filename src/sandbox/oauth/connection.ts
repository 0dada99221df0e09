import type { Caller } from "../http/authenticate";
import { modeOf, type SandboxOAuthApp } from "./oauth-app";

/** What a person allowed: an app, on an account, to this extent. */
export type Allowed = { readonly app: SandboxOAuthApp; readonly account: string; readonly scope: string };

/** One exchanged code and the tokens that came from it; only the newest of each is good. */
export type Connection = Allowed & {
  accessToken: string;
  /** Connect: a refresh may ask for less than was allowed. */
  accessScope: string;
  accessExpiresAt: number;
  refreshToken: string;
  refreshExpiresAt: number;
  revoked: boolean;
};

export type TokenSource = {
  readonly now: () => number;
  /** Characters of chance. */
  readonly text: (length: number) => string;
  /** How long an access token of a Stripe App lives. */
  readonly accessTokenSeconds: () => number;
};

const refreshTokenMs = 365 * 86_400_000;

/** A connection that has no tokens yet. */
export function newConnection({ app, account, scope }: Allowed): Connection {
  const none = { accessToken: "", accessExpiresAt: 0, refreshToken: "", refreshExpiresAt: 0 };
  return { app, account, scope, accessScope: scope, ...none, revoked: false };
}

/** Gives a connection new tokens. Those of Stripe Apps expire and the refresh token rolls; those of Connect stay. */
export function renewTokens(connection: Connection, scope: string, { now, text, accessTokenSeconds }: TokenSource): void {
  const rolls = connection.app.variant === "apps";
  connection.accessToken = `sk_${modeOf(connection.app.clientSecret)}_app${text(40)}`;
  connection.accessScope = scope;
  connection.accessExpiresAt = rolls ? now() + accessTokenSeconds() * 1_000 : Infinity;
  if (!rolls && connection.refreshToken !== "") return;
  connection.refreshToken = `rt_${text(40)}`;
  connection.refreshExpiresAt = rolls ? now() + refreshTokenMs : Infinity;
}

/** Who calls with the connection's access token. */
export function callerOf({ app, account, accessToken, accessScope }: Connection): Caller {
  const byScope = accessScope === "read_write" ? "all" : "read";
  return { key: accessToken, account, permissions: app.variant === "apps" ? (app.permissions ?? []) : byScope };
}
