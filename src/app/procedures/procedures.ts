import { Secret } from "../../base/secret";
import type { Procedure, ProcedureColumn, ProcedureInput, ProcedureValue, ReadInputs } from "./procedure";
import type { AuthMode, HostTokens, SignInWish } from "./procedure-host";

const authMode: ProcedureInput = {
  label: "Sign-in mode",
  doc: "APP: this program opens the browser and catches the answer. WEB: you open the address and bring the verifier.",
  default: "APP",
  allowed: ["APP", "WEB"],
};

const callbackUrl: ProcedureInput = {
  label: "Callback URL",
  doc: "Where Stripe sends the browser back to: one of the app's registered redirect URIs, exactly. Empty: the connection's own.",
};

const scope: ProcedureInput = {
  label: "Scope",
  doc: "Connect apps only: read_write or read_only. The permissions of a Stripe App stand in its manifest.",
  aliases: ["Permissions"],
};

const state: ProcedureInput = {
  label: "State",
  doc: "A text that comes back with the code. Empty: a random one.",
};

const column = (name: string, type: ProcedureColumn["type"], doc: string): ProcedureColumn => ({ name, type, doc });

const tokenColumns = [
  column("OAuthAccessToken", "text", "Token for requests to Stripe; a secret."),
  column("OAuthRefreshToken", "text", "Token for one refresh, which uses it up; a secret."),
  column("ExpiresIn", "integer", "Seconds that the access token still lives; empty: it does not expire."),
];

/** Every procedure. Command line, SQL's EXEC, pane and documentation are read from here. */
export const procedures: readonly Procedure[] = [
  {
    name: "GetOAuthAuthorizationURL",
    doc: "Makes the address of Stripe's consent page, where a person allows an app to read an account.",
    inputs: { AuthMode: authMode, CallbackURL: callbackUrl, Scope: scope, State: state },
    columns: [column("URL", "text", "Open it in a browser.")],
    run: async (inputs, host, signal) => [await host.authorizationUrl(signInWish(inputs), signal)],
  },
  {
    name: "GetOAuthAccessToken",
    doc: "Exchanges the verifier of a consent for tokens, once.",
    inputs: {
      AuthMode: authMode,
      Verifier: {
        label: "Verifier",
        doc: "The code of the callback (ac_…), or the whole address that the browser was sent to. Needed with AuthMode=WEB.",
        secret: true,
        aliases: ["OAuthVerifier"],
      },
      CallbackURL: callbackUrl,
      Scope: scope,
      State: { ...state, doc: "The state that the address was made with; a verifier that comes with another one is refused." },
    },
    columns: [...tokenColumns, column("AccountId", "text", "The account that was connected, acct_….")],
    async run(inputs, host, signal) {
      const mode: AuthMode = inputs.text("AuthMode") === "WEB" ? "WEB" : "APP";
      const tokens = await host.accessToken({ ...signInWish(inputs), authMode: mode, verifier: inputs.secret("Verifier") }, signal);
      return [...tokenValues(tokens), tokens.account];
    },
  },
  {
    name: "RefreshOAuthAccessToken",
    doc: "Gets new tokens for a refresh token; the old ones stop working.",
    inputs: {
      OAuthRefreshToken: {
        label: "Refresh token",
        doc: "The newest refresh token (rt_…). Left out where the connection keeps its tokens itself.",
        secret: true,
      },
    },
    columns: tokenColumns,
    run: async (inputs, host, signal) => tokenValues(await host.refresh(inputs.secret("OAuthRefreshToken"), signal)),
  },
];

function signInWish(inputs: ReadInputs): SignInWish {
  return { callbackUrl: inputs.text("CallbackURL"), scope: inputs.text("Scope"), state: inputs.text("State") };
}

function tokenValues({ accessToken, refreshToken, expiresIn }: HostTokens): readonly ProcedureValue[] {
  return [tokenValue(accessToken), refreshToken === null ? null : tokenValue(refreshToken), expiresIn];
}

function tokenValue(token: HostTokens["accessToken"]): ProcedureValue {
  return token instanceof Secret ? token : `(kept ${token.keeper})`;
}
