import { modeOf, type SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";

/** The address that an answer goes to: the one asked for when the app registered it, or the app's first. Live apps need https. */
export function redirectUriOf(app: SandboxOAuthApp, asked: string | null): string {
  const uri = asked ?? app.redirectUris[0];
  if (uri === undefined) throw new OAuthRefusal("invalid_redirect_uri", "No redirect URI was given, and the application has none of its own.");
  const registered = app.redirectUris.includes(uri) || (app.loopback === true && isLoopback(uri));
  if (!registered || !URL.canParse(uri)) {
    throw new OAuthRefusal(
      "invalid_redirect_uri",
      `Invalid redirect URI '${uri}'. Ensure this uri exactly matches one of the uris specified in your application settings`,
    );
  }
  if (modeOf(app.clientSecret) === "live" && new URL(uri).protocol !== "https:") {
    throw new OAuthRefusal("invalid_redirect_uri", "Livemode requests must always be redirected via HTTPS.");
  }
  return uri;
}

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

function isLoopback(uri: string): boolean {
  if (!URL.canParse(uri)) return false;
  const { protocol, hostname, username, password } = new URL(uri);
  return (protocol === "https:" || protocol === "http:") && loopbackHosts.has(hostname) && username + password === "";
}
