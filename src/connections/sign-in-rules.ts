import type { PropertyName } from "./properties";
import type { InitiateOAuth } from "./properties/oauth-properties";

/** Settings that carry something to sign in with. */
export type Credentialing = "OAuthAccessToken" | "OAuthRefreshToken" | "OAuthVerifier";

/** What a connection does with what it is given: use a token as it is, or keep tokens and renew them. */
export type SignInRule = {
  readonly initiate: InitiateOAuth;
  /** These are given, and no other {@link Credentialing} is. */
  readonly given: readonly Credentialing[];
  readonly does: "use the token" | "renew" | "bring tokens and renew" | "exchange the code and renew";
};

/**
 * Every combination that means something. OFF: the token is given and stays. REFRESH: the first token is given, later
 * connects find it where it was kept. GETANDREFRESH: a person signs in when there is none, here or, with a verifier, elsewhere.
 */
export const signInRules: readonly SignInRule[] = [
  { initiate: "OFF", given: ["OAuthAccessToken"], does: "use the token" },
  ...(["REFRESH", "GETANDREFRESH"] as const).flatMap((initiate): readonly SignInRule[] => [
    { initiate, given: [], does: "renew" },
    { initiate, given: ["OAuthAccessToken"], does: "bring tokens and renew" },
    { initiate, given: ["OAuthRefreshToken"], does: "bring tokens and renew" },
    { initiate, given: ["OAuthAccessToken", "OAuthRefreshToken"], does: "bring tokens and renew" },
  ]),
  { initiate: "GETANDREFRESH", given: ["OAuthVerifier"], does: "exchange the code and renew" },
];

/** With which values of `InitiateOAuth` a setting does something. OFF with an own app: its procedures use it. */
export const actsWith = {
  OAuthApp: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthClientId: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthClientSecret: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthChannel: ["OFF", "REFRESH", "GETANDREFRESH"],
  CallbackURL: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthAccessToken: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthExpiresIn: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthTokenTimestamp: ["OFF", "REFRESH", "GETANDREFRESH"],
  OAuthRefreshToken: ["REFRESH", "GETANDREFRESH"],
  OAuthSettingsLocation: ["REFRESH", "GETANDREFRESH"],
  Gateway: ["REFRESH", "GETANDREFRESH"],
  OAuthVerifier: ["GETANDREFRESH"],
  Scope: ["OFF", "GETANDREFRESH"],
  State: ["OFF"],
} satisfies Partial<Record<PropertyName, readonly InitiateOAuth[]>>;

export type OAuthPropertyName = keyof typeof actsWith;

/** Settings that only an OAuth sign-in reads. */
export const oauthPropertyNames = Object.keys(actsWith) as readonly OAuthPropertyName[];
