import { AppError } from "../../base/app-error";

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Stripe redirects to https, and in test mode to http on this computer, too.
 * @throws AppError `BAD_ARGUMENT`
 */
export function checkRedirectUri(uri: string): void {
  const wrong = complaint(uri);
  if (wrong === null) return;
  throw new AppError("BAD_ARGUMENT", `--callback ${uri} cannot be a redirect URI: ${wrong}.`, {
    hint: "Give an address such as https://excel.example.com/oauth/callback.",
  });
}

/** Whether a redirect URI works in test mode only. */
export function isTestOnly(uri: string): boolean {
  return uri.startsWith("http:");
}

function complaint(uri: string): string | null {
  if (!URL.canParse(uri)) return "it is no address";
  const { protocol, hostname, username, password, hash, pathname } = new URL(uri);
  if (username + password !== "") return "it holds a user name";
  if (hash !== "") return "it has a part after #, which never reaches a server";
  if (pathname === "/") return "it has no path, which the manifest's schema wants";
  if (protocol === "https:") return null;
  if (protocol === "http:") return loopbackHosts.has(hostname) ? null : "only addresses of this computer may be http";
  return "it is neither https nor http";
}
