import type { Answer } from "../http/answer";
import type { Caller } from "../http/authenticate";
import { createIdempotency, type Idempotency } from "../http/idempotency";
import { noSuchObject } from "../http/refusal";
import { answerAuthorize } from "./authorize";
import { authorizeAddress } from "./authorize-request";
import type { ConsentAccount } from "./consent-page";
import { createLedger } from "./ledger";
import { defaultApps, type SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";
import { answerDeauthorize, answerToken, deauthorizePath, tokenPaths, type TokenForm, type TokenServer } from "./token-endpoint";
import { createTokenRequests, type CutPoint, type TokenRequest, type TokenRequests } from "./token-requests";

export type OAuthOptions = {
  /** Apps besides the built-in `ca_sandbox` and `ca_sandbox_connect`. */
  readonly apps?: readonly SandboxOAuthApp[];
  /** Redirect URIs that the built-in apps take besides every loopback address. */
  readonly redirectUris?: readonly string[];
  /** How long access tokens of Stripe Apps live; 3600 when left out, as Stripe's do. */
  readonly accessTokenSeconds?: number;
  /** Consent pages send `Cross-Origin-Opener-Policy: same-origin`. */
  readonly coop?: boolean;
  /** The token endpoints repeat their answer for a repeated `Idempotency-Key`. Nobody knows whether Stripe's do. */
  readonly idempotentTokens?: boolean;
  /** Where codes and tokens come from; they follow from the seed when left out. */
  readonly randomBytes?: (count: number) => Uint8Array;
};

/** What a test may do to the sandbox's OAuth besides using it. */
export type SandboxOAuth = {
  /** A code as after Allow. The account is the platform's when left out, the scope of Connect `read_write`. */
  issueCode(grant: { readonly clientId: string; readonly account?: string; readonly scope?: string }): string;
  /** Every POST to a token endpoint so far, oldest first. */
  tokenRequests(): readonly TokenRequest[];
  clearTokenRequests(): void;
  /** Cuts the connections of the next `count` token requests. */
  cutTokenRequests(when: CutPoint, count: number): void;
  /** Changes the life of access tokens that are issued from now on. */
  setAccessTokenSeconds(seconds: number): void;
  /** Ends an app's access to an account, as uninstalling it in the Dashboard does; false when it has none. */
  uninstall(clientId: string, account: string): boolean;
};

/** The OAuth part of the server. */
export type OAuthServer = SandboxOAuth & {
  /** Answers what is an OAuth address, else `undefined`. Rejects with `ConnectionCut` when told to. */
  answer(request: Request, admit: () => void): Promise<Answer | Response | undefined>;
  findCaller(accessToken: string): Caller | "expired" | undefined;
};

export type OAuthSurroundings = {
  readonly now: () => number;
  /** Characters of chance. */
  readonly text: (length: number) => string;
  readonly accounts: () => readonly ConsentAccount[];
};

/** Stripe's OAuth, both variants, with pages for the person. Holds its codes and tokens in memory. */
export function createOAuth(options: OAuthOptions, { now, text, accounts }: OAuthSurroundings): OAuthServer {
  const apps = [...defaultApps(options.redirectUris ?? []), ...(options.apps ?? [])];
  let accessTokenSeconds = options.accessTokenSeconds ?? 3_600;
  const ledger = createLedger({ now, text, accessTokenSeconds: () => accessTokenSeconds });
  const requests = createTokenRequests();
  const pages = { apps, ledger, accounts, coop: options.coop ?? false, nonce: () => text(22) };
  const idempotency = options.idempotentTokens === true ? createIdempotency() : neverRemembers;
  const tokens = { apps, ledger, requests, now, idempotency };
  const appOf = (clientId: string): SandboxOAuthApp => {
    const app = apps.find((one) => one.clientId === clientId);
    if (app === undefined) throw noSuchObject("application", clientId, { param: "client_id", status: 400 });
    return app;
  };
  return {
    async answer(request, admit) {
      const { pathname } = new URL(request.url);
      const address = authorizeAddress(pathname);
      if (address !== null && /^(GET|HEAD|POST)$/.test(request.method)) return answerAuthorize(request, address, pages);
      const variant = tokenPaths[pathname];
      if (request.method !== "POST" || (variant === undefined && pathname !== deauthorizePath)) return undefined;
      admit();
      const body = await request.text();
      if (variant === undefined) return asAnswer(() => answerDeauthorize({ request, body }, tokens));
      return answerOnce({ request, body, variant }, tokens);
    },
    findCaller: (accessToken) => ledger.findCaller(accessToken),
    issueCode: ({ clientId, account, scope }) => {
      const app = appOf(clientId);
      const chosen = account === undefined ? accounts()[0] : accounts().find(({ id }) => id === account);
      if (chosen === undefined) throw noSuchObject("account", account ?? "", { param: "account", status: 400 });
      return ledger.issueCode({ app, account: chosen.id, scope: scope ?? (app.variant === "apps" ? "stripe_apps" : "read_write") });
    },
    tokenRequests: () => requests.list(),
    clearTokenRequests: () => requests.clear(),
    cutTokenRequests: (when, count) => requests.cut(when, count),
    setAccessTokenSeconds: (seconds) => void (accessTokenSeconds = seconds),
    uninstall: (clientId, account) => ledger.disconnect(appOf(clientId), account),
  };
}

const neverRemembers: Idempotency = { once: (_key, _request, write) => write() };

type NotingServer = TokenServer & { readonly requests: TokenRequests; readonly now: () => number; readonly idempotency: Idempotency };

/** Answers one token request, notes it, and cuts it where a test wants that. */
function answerOnce(form: TokenForm, { requests, idempotency, now, ...server }: NotingServer): Answer {
  const { request, body, variant } = form;
  const grantType = new URLSearchParams(body).get("grant_type") ?? "";
  return requests.run({ at: now(), variant, grantType }, () => {
    const key = request.headers.get("idempotency-key");
    return idempotency.once(key, `${variant} ${body}`, () => asAnswer(() => answerToken(form, server)));
  });
}

/** Refusals in the shape of OAuth: `{ error, error_description }`. */
function asAnswer(body: () => unknown): Answer {
  try {
    return { status: 200, body: body() };
  } catch (thrown) {
    if (!(thrown instanceof OAuthRefusal)) throw thrown;
    return { status: thrown.status, body: { error: thrown.error, error_description: thrown.message } };
  }
}
