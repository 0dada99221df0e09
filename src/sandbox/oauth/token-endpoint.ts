import { authenticateClient } from "./token-client";
import type { IssuedTokens, Ledger } from "./ledger";
import { modeOf, type OAuthVariant, type SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";
import { singleParameters } from "./single-parameters";

/** The token endpoint of each variant. */
export const tokenPaths: Readonly<Record<string, OAuthVariant>> = { "/v1/oauth/token": "apps", "/oauth/token": "connect" };

export const deauthorizePath = "/oauth/deauthorize";

export type TokenServer = { readonly ledger: Ledger; readonly apps: readonly SandboxOAuthApp[] };

/** A request to a token endpoint, its body read. */
export type TokenForm = { readonly request: Request; readonly body: string; readonly variant: OAuthVariant };

/** Exchanges a code or refreshes tokens. @throws OAuthRefusal */
export function answerToken({ request, body, variant }: TokenForm, { ledger, apps }: TokenServer): unknown {
  const fields = readForm(request, body);
  const client = authenticateClient(request, fields, { variant, apps });
  const grantType = needed(fields, "grant_type");
  const parameter = grantParameters[grantType];
  if (parameter === undefined) throw new OAuthRefusal("unsupported_grant_type", `Unsupported grant type: ${grantType}`);
  refuseOthers(fields, ["grant_type", parameter, ...(variant === "connect" ? ["client_secret", "client_id", "scope"] : [])]);
  const value = needed(fields, parameter);
  return tokenBody(parameter === "code" ? ledger.exchange(value, client) : ledger.refresh(value, client, fields.get("scope")));
}

/** Connect: ends an app's access to an account. @throws OAuthRefusal */
export function answerDeauthorize({ request, body }: Omit<TokenForm, "variant">, { ledger, apps }: TokenServer): unknown {
  const fields = readForm(request, body);
  const { secret } = authenticateClient(request, fields, { variant: "connect", apps });
  const clientId = needed(fields, "client_id");
  const account = needed(fields, "stripe_user_id");
  const app = apps.find((one) => one.variant === "connect" && one.clientId === clientId && one.clientSecret === secret);
  if (app === undefined) throw new OAuthRefusal("invalid_client", "No application matches the supplied client identifier");
  if (ledger.disconnect(app, account)) return { stripe_user_id: account };
  throw new OAuthRefusal("invalid_client", `This application is not connected to stripe account ${account}, or that account does not exist.`);
}

const grantParameters: Readonly<Partial<Record<string, "code" | "refresh_token">>> = { authorization_code: "code", refresh_token: "refresh_token" };

function readForm(request: Request, body: string): ReadonlyMap<string, string> {
  const type = request.headers.get("content-type") ?? "";
  if (body !== "" && !/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw new OAuthRefusal("invalid_request", "Invalid request body: expected application/x-www-form-urlencoded.");
  }
  return singleParameters(new URLSearchParams(body));
}

function needed(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name) ?? "";
  if (value === "") throw new OAuthRefusal("invalid_request", `Missing required parameter: ${name}`);
  return value;
}

function refuseOthers(fields: ReadonlyMap<string, string>, known: readonly string[]): void {
  const other = [...fields.keys()].find((name) => !known.includes(name));
  if (other !== undefined) throw new OAuthRefusal("invalid_request", `Received unknown parameter: ${other}`);
}

/** As Stripe's: without `expires_in`. */
function tokenBody({ app, account, scope, accessToken, refreshToken }: IssuedTokens): unknown {
  const mode = modeOf(app.clientSecret);
  return {
    access_token: accessToken,
    livemode: mode === "live",
    refresh_token: refreshToken,
    scope,
    stripe_publishable_key: `pk_${mode}_${account.slice("acct_".length)}`,
    stripe_user_id: account,
    token_type: "bearer",
  };
}
