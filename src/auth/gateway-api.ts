import type { OAuthVariant, StripeMode } from "./oauth-app";

/** Addresses of the gateway, relative to its origin. All but `config`, `go` and `callback` need an {@link Identity}. */
export const gatewayPaths = {
  /** `GET`: {@link GatewayConfig}; public, says how to identify oneself. */
  config: "/config.json",
  /** `POST` {@link StartRequest} -> {@link StartReply}. */
  start: "/oauth/start",
  /** `GET ?state=…`: to Stripe's consent page. Knows no more than the state, which only an identified caller got. */
  go: "/oauth/go",
  /** `GET ?code=…&state=…`: where Stripe sends the browser back to. */
  callback: "/oauth/callback",
  /** `POST` {@link CompleteRequest} -> {@link GrantSummary}. */
  complete: "/oauth/complete",
  /** `GET` -> list of {@link GrantSummary}; `POST` {@link AdoptRequest} -> {@link GrantSummary}. */
  grants: "/v1/grants",
  /** `GET`, `DELETE` (disconnect), and `POST …/refresh` -> {@link GrantSummary}. */
  grant: (id: string) => `/v1/grants/${encodeURIComponent(id)}`,
  refresh: (id: string) => `/v1/grants/${encodeURIComponent(id)}/refresh`,
  /** `GET` -> list of {@link OwnAppSummary}; `PUT /v1/apps/{clientId}` {@link OwnAppRequest}; `DELETE`. */
  apps: "/v1/apps",
  app: (clientId: string) => `/v1/apps/${encodeURIComponent(clientId)}`,
  /** `GET`, `PUT`, `DELETE` of a JSON text with `ETag` and `If-Match` / `If-None-Match: *`. */
  settings: (name: string) => `/v1/settings/${encodeURIComponent(name)}`,
  /** `POST` {@link EnrolRequest}, signed by the key that it brings. */
  installations: "/v1/installations",
  /** API root of one grant's reads: Stripe's own paths follow (`…/v1/charges?limit=100`). */
  stripe: (grantId: string) => `/v1/stripe/${encodeURIComponent(grantId)}`,
} as const;

/** First pages of the dialog, on the add-in's origin; `?state=…` follows. The workbench's has its own copy of office.js. */
export const dialogStartPages = { excel: "/dialog-start.html", workbench: "/dialog-start-workbench.html" } as const;

/** Where the dialog's pages load Office's library from: its maker, or the workbench's unmodified copy. */
export const officeScripts = {
  excel: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
  workbench: "/officejs/office.js",
} as const;

/**
 * The callback page loads this script and then office.js, both with `defer`. Its element with the id `dialog-reply` holds a
 * {@link DialogReply} as JSON in `data-reply`; the page shows the code to type, for when no message can reach the pane.
 */
export const dialogEndScript = "/dialog-end.js";

/** Code of the refusal (401) of a proof whose installation never enrolled: enrolling helps, nothing else does. */
export const unknownInstallation = "UNKNOWN_INSTALLATION";

/** What a page may know before it has said who it is. */
export type GatewayConfig = {
  readonly identity:
    | { readonly kind: "account"; readonly clientId: string; readonly authority: string; readonly scope: string }
    /** `open`: no join code is needed, because the gateway serves this computer only. */
    | { readonly kind: "installation"; readonly open: boolean };
  /** OAuth apps of the deployment itself. */
  readonly oauth: readonly { readonly variant: OAuthVariant; readonly mode: StripeMode }[];
  /** Where Stripe sends the browser back to: what a person registers in an app of their own. */
  readonly callbackUrl: string;
};

export type StartRequest = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  /** Client id of an own app kept at the gateway; `null`: the deployment's. */
  readonly clientId: string | null;
  /** S256 challenge of a verifier that stays in the pane (RFC 7636, section 4.2). */
  readonly challenge: string;
  /** Connect only: `read_write` or `read_only`. */
  readonly scope?: string;
};

export type StartReply = {
  readonly state: string;
  /** First page of the dialog, on the gateway's own origin. */
  readonly dialogUrl: string;
  /** The same sign-in for a browser that is no Office dialog. */
  readonly browserUrl: string;
  /** ms since 1970 UTC. */
  readonly expiresAt: number;
};

/** `handle` came by the dialog's message; `typedCode` was read on the callback page and typed. */
export type CompleteRequest = {
  readonly state: string;
  readonly verifier: string;
} & ({ readonly handle: string } | { readonly typedCode: string });

/** Tokens that a person got elsewhere and hands over once; never returned. */
export type AdoptRequest = {
  readonly variant: OAuthVariant;
  readonly clientId: string | null;
  readonly accessToken: string | null;
  readonly refreshToken: string;
  readonly mode: StripeMode;
};

/** An OAuth app of the person's own. The secret goes in and never comes out. */
export type OwnAppRequest = {
  readonly variant: OAuthVariant;
  readonly mode: StripeMode;
  readonly clientSecret: string;
  readonly channel: string | null;
};
export type OwnAppSummary = Omit<OwnAppRequest, "clientSecret"> & { readonly clientId: string };

export type EnrolRequest = { readonly publicKey: JsonWebKey; readonly joinCode?: string };

/** What a dialog page tells the pane, as JSON text. */
export type DialogReply =
  | { readonly kind: "stripe-oauth"; readonly state: string; readonly handle: string }
  | { readonly kind: "stripe-oauth"; readonly state: string; readonly error: "access_denied" | "failed" };

/** Every refusal of the gateway: an error code of ours, a sentence and the next step. Never a secret. */
export type GatewayRefusal = { readonly error: { readonly code: string; readonly message: string; readonly hint?: string } };
