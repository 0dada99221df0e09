import type { OAuthVariant } from "../../auth/oauth-app";
import { fail, ok, type Result } from "../../base/result";
import type { Secret } from "../../base/secret";
import { anySecret, matching, oneOf, property, wholeNumber } from "../property";
import { parseSettingsLocation } from "../settings-location";
import type { SettingsLocation } from "../sign-in-plan";

/** Who gets the first token and who renews it. */
export type InitiateOAuth = "OFF" | "REFRESH" | "GETANDREFRESH";

/** Settings of signing in with OAuth. */
export const oauthProperties = {
  InitiateOAuth: property<InitiateOAuth>({
    label: "OAuth by itself",
    doc: "OFF: you give a token and it is used as it is. REFRESH: you give the first token, it is kept and renewed. GETANDREFRESH: you are also asked to sign in when there is no token.",
    group: "OAuth",
    default: "OFF",
    choices: ["OFF", "REFRESH", "GETANDREFRESH"],
    parse: oneOf("OFF", "REFRESH", "GETANDREFRESH"),
  }),
  OAuthApp: property<OAuthVariant>({
    label: "Kind of OAuth app",
    doc: "StripeApps (an app of the Stripe App Marketplace) or Connect (the older Connect settings).",
    group: "OAuth",
    default: "apps",
    choices: ["StripeApps", "Connect"],
    parse: (text) => {
      const read = oneOf("StripeApps", "Connect")(text);
      if (!read.ok) return read;
      return ok(read.value === "Connect" ? "connect" : "apps");
    },
  }),
  OAuthClientId: property<string | null>({
    label: "Client id",
    doc: "Client id (ca_…) of an OAuth app of your own; empty for the app of the deployment.",
    group: "OAuth",
    default: null,
    parse: matching(/^ca_\w+$/, "A client id starts with ca_; the app's page in the Stripe Dashboard shows it."),
  }),
  OAuthClientSecret: property<Secret | null>({
    label: "Client secret",
    doc: "Secret key (sk_…) of the account that owns the OAuth app. Needed once: it is kept where the tokens are, and never shown.",
    group: "OAuth",
    default: null,
    secret: true,
    parse: anySecret,
  }),
  OAuthChannel: property<string | null>({
    label: "Test link",
    doc: "The part chnlink_… of the external test link of a Stripe App that is not published yet.",
    group: "OAuth",
    default: null,
    parse: matching(/^chnlink_\w+$/, "It starts with chnlink_; the app's page in the Stripe Dashboard shows the test link."),
  }),
  OAuthAccessToken: property<Secret | null>({
    label: "Access token",
    doc: "A token that you got elsewhere. An API key (sk_… or rk_…) works here too.",
    group: "OAuth",
    default: null,
    secret: true,
    parse: anySecret,
  }),
  OAuthRefreshToken: property<Secret | null>({
    label: "Refresh token",
    doc: "The refresh token that came with the access token. It is used up by the first renewal.",
    group: "OAuth",
    default: null,
    secret: true,
    parse: anySecret,
  }),
  OAuthVerifier: property<Secret | null>({
    label: "Verifier",
    doc: "The code (ac_…) of a sign-in that was done in another browser. It is exchanged once, within five minutes.",
    group: "OAuth",
    default: null,
    secret: true,
    parse: anySecret,
  }),
  OAuthSettingsLocation: property<SettingsLocation | null>({
    label: "Tokens are kept",
    doc: "roaming: (at the gateway), device: (encrypted in this browser), memory: (until the program ends) or the path of an encrypted file (command line). A name after the colon keeps several sign-ins apart. Default: roaming: where there is a gateway.",
    group: "OAuth",
    default: null,
    parse: parseSettingsLocation,
  }),
  OAuthExpiresIn: property<number | null>({
    label: "Token life",
    doc: "Seconds that the access token lives; empty for Stripe's hour.",
    group: "OAuth",
    default: null,
    parse: wholeNumber(1, "OAuthExpiresIn is a whole number of seconds above 0."),
  }),
  OAuthTokenTimestamp: property<number | null>({
    label: "Token made at",
    doc: "When the access token was made, in milliseconds since 1970 UTC; empty for now.",
    group: "OAuth",
    default: null,
    parse: wholeNumber(1, "OAuthTokenTimestamp is a number of milliseconds since 1970 UTC."),
  }),
  CallbackURL: property<string | null>({
    label: "Callback address",
    doc: "One of the redirect URIs that your own OAuth app registered at Stripe, exactly as there.",
    group: "OAuth",
    default: null,
    aliases: ["RedirectUri"],
    parse: parseCallback,
  }),
  Scope: property<string | null>({
    label: "Scope",
    doc: "What a Connect app asks for: read_write or read_only. A Stripe App's permissions are in its manifest.",
    group: "OAuth",
    default: null,
    choices: ["read_write", "read_only"],
    parse: oneOf("read_write", "read_only"),
  }),
  State: property<string | null>({
    label: "State",
    doc: "A text that GetOAuthAuthorizationURL puts into the address and that comes back with the code. Sign-ins by themselves make their own.",
    group: "OAuth",
    default: null,
    parse: matching(/^[\w.~-]{1,200}$/, "State has up to 200 letters, digits and . _ ~ -."),
  }),
  Gateway: property<string | null>({
    label: "Gateway",
    doc: "Address of the gateway that keeps tokens and the OAuth app. The add-in always uses the gateway it comes from.",
    group: "OAuth",
    default: null,
    places: ["command line"],
    parse: parseGateway,
  }),
};

function parseCallback(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.hash === "" && url.username === "";
  return plain ? ok(text) : fail("The callback is an address such as https://host/oauth/callback.");
}

/** A gateway is reached by https, except on this computer, since what goes there proves who the person is. */
function parseGateway(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const here = url?.protocol === "http:" && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const bare = url !== null && url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  if (bare && (here || url.protocol === "https:")) return ok(url.origin);
  return fail("The gateway is an address such as https://stripe.example.com, without a path.");
}
