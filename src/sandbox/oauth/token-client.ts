import { keyIn, masked } from "../http/authenticate";
import type { Client } from "./ledger";
import { modeOf, type OAuthVariant, type SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";

/**
 * Who asks a token endpoint: the developer of an app of this variant, by the secret key as Basic user name, as Bearer, or (Connect)
 * as the field `client_secret`. @throws OAuthRefusal
 */
export function authenticateClient(
  request: Request,
  fields: ReadonlyMap<string, string>,
  { variant, apps }: { readonly variant: OAuthVariant; readonly apps: readonly SandboxOAuthApp[] },
): Client {
  const field = variant === "connect" ? fields.get("client_secret") : undefined;
  const secret = field ?? keyIn(request.headers.get("authorization"));
  if (secret === null) throw new OAuthRefusal("invalid_client", "No API key was provided. Use your secret key as the user name of Basic authentication.");
  if (apps.some((app) => app.variant === variant && app.clientSecret === secret)) return { secret, variant, mode: modeOf(secret) };
  if (/^(rk|rt)_|^sk_(test|live)_app/.test(secret)) {
    const description = `The provided key '${masked(secret)}' does not have the required permissions for this endpoint. Use the secret key of the app's developer.`;
    throw new OAuthRefusal("invalid_client", description, 403);
  }
  throw new OAuthRefusal("invalid_client", `Invalid API Key provided: ${masked(secret)}`);
}
