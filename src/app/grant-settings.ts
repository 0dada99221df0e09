import type { GrantSummary } from "../auth/grant";
import { locationText } from "../connections/settings-location";
import type { SignInPlan } from "../connections/sign-in-plan";
import type { DraftSettings } from "./app-api";

/** Settings of tokens that a person brought; once they are kept in their place, nothing needs these any more. */
const brought = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthVerifier", "OAuthExpiresIn", "OAuthTokenTimestamp", "OAuthClientSecret"] as const;

/** The settings of a connection that signed in through the gateway: they name the grant and hold nothing of it. */
export function withGrant(settings: DraftSettings, { id, mode, variant }: GrantSummary): DraftSettings {
  return {
    ...without(settings, [...brought, "ApiKey", "AuthScheme"]),
    InitiateOAuth: "GETANDREFRESH",
    OAuthApp: variant === "connect" ? "Connect" : "StripeApps",
    OAuthSettingsLocation: locationText({ kind: "roaming", name: id }),
    Mode: mode,
  };
}

/** What of a connection's settings is saved: brought tokens stay in their place only, which is named for later. */
export function settingsToKeep(settings: DraftSettings, plan: SignInPlan): DraftSettings {
  if (plan.kind !== "grant") return settings;
  const located = { ...settings, OAuthSettingsLocation: locationText(plan.location) };
  return plan.seed === null ? located : without(located, brought);
}

function without(settings: DraftSettings, names: readonly (keyof DraftSettings)[]): DraftSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.some((one) => one === name)));
}
