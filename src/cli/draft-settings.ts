import { resolve } from "node:path";
import type { DraftSettings } from "../app/app-api";
import { parseConnectionString } from "../connections/connection-string";
import type { GivenSettings } from "../connections/read-settings";
import { parseSettingsLocation } from "../connections/settings-location";
import { splitAssignments } from "./assignments";
import type { CliIo } from "./io";
import { resolveSecrets } from "./resolve-secrets";

/**
 * The settings of a new connection from `Name=value` arguments, with what goes without saying: without anything to sign in
 * with a key is asked for; OAuth without tokens means that the person signs in now; with a refresh token, that it is used.
 */
export async function draftSettings(assignments: readonly string[], io: CliIo): Promise<DraftSettings> {
  const given = await resolveSecrets(parseConnectionString(toConnectionString(assignments)), io);
  const settings = { ...initiateOf(given), ...given, ...absolutePath(given) };
  return signsIn(settings) ? settings : { ...settings, ApiKey: await io.askSecret("API key (rk_… or sk_…)") };
}

/** One reader for both writings, so that names, aliases and mistakes are the same. */
function toConnectionString(assignments: readonly string[]): string {
  return splitAssignments(assignments)
    .map(([name, value]) => `${name}="${value.replaceAll('"', '""')}"`)
    .join(";");
}

function initiateOf({ AuthScheme, OAuthClientId, Gateway, OAuthAccessToken, OAuthRefreshToken }: GivenSettings): GivenSettings {
  if (OAuthRefreshToken !== undefined) return { InitiateOAuth: "REFRESH" };
  const oauth = /^oauth$/i.test(String(AuthScheme ?? "")) || OAuthClientId !== undefined || Gateway !== undefined;
  return oauth && OAuthAccessToken === undefined ? { InitiateOAuth: "GETANDREFRESH" } : {};
}

/** A saved connection is used from any folder. */
function absolutePath({ OAuthSettingsLocation: written }: GivenSettings): GivenSettings {
  const location = typeof written === "string" && written !== "" ? parseSettingsLocation(written) : null;
  return location?.ok && location.value.kind === "file" ? { OAuthSettingsLocation: resolve(location.value.name) } : {};
}

function signsIn({ ApiKey, OAuthAccessToken, InitiateOAuth }: GivenSettings): boolean {
  return ApiKey !== undefined || OAuthAccessToken !== undefined || InitiateOAuth !== undefined;
}
