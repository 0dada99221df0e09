import { ok } from "../../base/result";
import type { Secret } from "../../base/secret";
import type { StripeMode } from "../../auth/oauth-app";
import { anySecret, matching, oneOf, property } from "../property";

/** Settings that say what to sign in with, and for which account. */
export const signInProperties = {
  AuthScheme: property<"APIKey" | "OAuth" | null>({
    label: "Sign-in",
    doc: "APIKey or OAuth. Auto takes what the other settings are for.",
    group: "Sign-in",
    default: null,
    choices: ["Auto", "APIKey", "OAuth"],
    parse: (text) => {
      const read = oneOf("Auto", "APIKey", "OAuth")(text);
      if (!read.ok) return read;
      return ok(read.value === "Auto" ? null : read.value);
    },
  }),
  ApiKey: property<Secret | null>({
    label: "API key",
    doc: "A restricted key (rk_…, recommended) or a secret key (sk_…) of the Stripe account.",
    group: "Sign-in",
    default: null,
    secret: true,
    aliases: ["LiveApiKey"],
    parse: anySecret,
  }),
  Mode: property<StripeMode | null>({
    label: "Mode",
    doc: "test or live, where no key tells it: which data an OAuth sign-in is for. A key of the other mode is refused.",
    group: "Sign-in",
    default: null,
    choices: ["Auto", "test", "live"],
    parse: (text) => {
      const read = oneOf("Auto", "test", "live")(text);
      if (!read.ok) return read;
      return ok(read.value === "Auto" ? null : read.value);
    },
  }),
  AccountId: property<string | null>({
    label: "Account id",
    doc: "The connected account to read, acct_…; empty for the account that signed in.",
    group: "Sign-in",
    default: null,
    parse: matching(/^acct_\w+$/, "An account id starts with acct_."),
  }),
};
