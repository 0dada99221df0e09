import type { Caller } from "../http/authenticate";
import { callerOf, newConnection, renewTokens, type Allowed, type Connection, type TokenSource } from "./connection";
import { modeOf, type AppMode, type OAuthVariant, type SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";

/** An app's developer, who proved to be it with the secret key at the token endpoint of this variant. */
export type Client = { readonly secret: string; readonly mode: AppMode; readonly variant: OAuthVariant };

/** Tokens that were just made. */
export type IssuedTokens = Allowed & { readonly accessToken: string; readonly refreshToken: string };

/** Codes and tokens: which are good for what, until when. */
export type Ledger = {
  issueCode(allowed: Allowed): string;
  /** Uses a code up. @throws OAuthRefusal */
  exchange(code: string, client: Client): IssuedTokens;
  /** @throws OAuthRefusal */
  refresh(refreshToken: string, client: Client, scope?: string): IssuedTokens;
  /** Ends an app's access to an account; false when it has none. */
  disconnect(app: SandboxOAuthApp, account: string): boolean;
  /** Whose access token this is; `expired` also when it was revoked, `undefined` when there never was such a token. */
  findCaller(accessToken: string): Caller | "expired" | undefined;
};

type Code = Allowed & { readonly expiresAt: number; connection: Connection | null };

const codeMs = 5 * 60_000;

/** Keeps what https://docs.stripe.com/stripe-apps/api-authentication/oauth and https://docs.stripe.com/connect/oauth-reference promise. */
export function createLedger(source: TokenSource): Ledger {
  const codes = new Map<string, Code>();
  const byAccessToken = new Map<string, Connection>();
  const byRefreshToken = new Map<string, Connection>();
  const renew = (connection: Connection, scope: string): IssuedTokens => {
    renewTokens(connection, scope, source);
    byAccessToken.set(connection.accessToken, connection);
    byRefreshToken.set(connection.refreshToken, connection);
    const { app, account, accessToken, refreshToken } = connection;
    return { app, account, scope, accessToken, refreshToken };
  };
  return {
    issueCode(allowed) {
      const code = `ac_${source.text(32)}`;
      codes.set(code, { ...allowed, expiresAt: source.now() + codeMs, connection: null });
      return code;
    },
    exchange(code, client) {
      const found = codes.get(code);
      if (found?.app.variant !== client.variant) throw badGrant(`Authorization code does not exist: ${code}`);
      checkClient(found.app, client, "authorization code");
      if (found.connection !== null) throw usedTwice(found.connection);
      if (source.now() >= found.expiresAt) throw badGrant(`Authorization code expired: ${code}`);
      found.connection = newConnection(found);
      return renew(found.connection, found.scope);
    },
    refresh(refreshToken, client, scope) {
      const found = byRefreshToken.get(refreshToken);
      if (found?.app.variant !== client.variant) throw badGrant(`Refresh token does not exist: ${refreshToken}`);
      checkRefresh(found, refreshToken, { client, now: source.now() });
      return renew(found, narrowedScope(found, scope));
    },
    disconnect(app, account) {
      const ended = [...byAccessToken.values()].filter((one) => one.app === app && one.account === account && !one.revoked);
      for (const connection of ended) connection.revoked = true;
      return ended.length > 0;
    },
    findCaller(accessToken) {
      const found = byAccessToken.get(accessToken);
      if (found === undefined) return undefined;
      const good = !found.revoked && found.accessToken === accessToken && source.now() < found.accessExpiresAt;
      return good ? callerOf(found) : "expired";
    },
  };
}

function checkRefresh(found: Connection, refreshToken: string, { client, now }: { readonly client: Client; readonly now: number }): void {
  checkClient(found.app, client, "refresh token");
  if (found.revoked) throw badGrant("This refresh token has been revoked.");
  if (found.refreshToken !== refreshToken) throw badGrant("This refresh token has already been used.");
  if (now >= found.refreshExpiresAt) throw badGrant("This refresh token has expired.");
}

function checkClient(app: SandboxOAuthApp, client: Client, what: string): void {
  const mode = modeOf(app.clientSecret);
  if (mode !== client.mode) {
    throw badGrant(`This ${what} was issued in ${mode} mode, but the request was made with a ${client.mode} mode key.`);
  }
  if (app.clientSecret !== client.secret) throw badGrant(`The ${what} provided does not belong to you`);
}

/** Connect takes the second use of a code for theft and ends the connection. */
function usedTwice(connection: Connection): OAuthRefusal {
  const used = "This authorization code has already been used.";
  if (connection.app.variant === "apps") return badGrant(used);
  connection.revoked = true;
  return badGrant(`${used} All tokens issued with this code have been revoked.`);
}

function narrowedScope({ scope: granted }: Connection, asked: string | undefined): string {
  if (asked === undefined || asked === granted || (asked === "read_only" && granted === "read_write")) return asked ?? granted;
  throw new OAuthRefusal("invalid_scope", `Invalid scope provided: ${asked}`);
}

function badGrant(description: string): OAuthRefusal {
  return new OAuthRefusal("invalid_grant", description);
}
