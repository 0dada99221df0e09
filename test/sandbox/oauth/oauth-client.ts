import type { Sandbox } from "../../../src/sandbox/sandbox";
import { smallSandbox } from "../ask";
import type { OAuthOptions } from "../../../src/sandbox/oauth/oauth";

export const appsSecret = "sk_test_sandbox";

/** A clock that stands still until it is told. */
function handClock() {
  let now = 1_000_000;
  return { now: () => now, sleep: () => Promise.resolve(), advanceSeconds: (seconds: number) => void (now += seconds * 1_000) };
}

/** A small sandbox on a clock of one's own. */
export function oauthSandbox(oauth: OAuthOptions = {}) {
  const clock = handClock();
  return { clock, sandbox: smallSandbox({ scale: 0.001, clock, oauth }) };
}

export type TokenReply = {
  readonly status: number;
  readonly body: {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly scope: string;
    readonly stripe_user_id: string;
    readonly error?: string;
    readonly error_description?: string;
  } & Readonly<Record<string, unknown>>;
};

export type TokenAsk = {
  readonly path?: string;
  /** Basic user name; none when empty. */
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One POST to a token endpoint; of Stripe Apps unless another path is named. */
export async function askToken(
  sandbox: Sandbox,
  fields: Readonly<Record<string, string>> | string,
  { path = "/v1/oauth/token", secret = appsSecret, headers = {} }: TokenAsk = {},
): Promise<TokenReply> {
  const response = await sandbox.handle(
    new Request(`http://sandbox.test${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(secret === "" ? {} : { authorization: `Basic ${btoa(`${secret}:`)}` }),
        ...headers,
      },
      body: typeof fields === "string" ? fields : new URLSearchParams(fields).toString(),
    }),
  );
  return { status: response.status, body: (await response.json()) as TokenReply["body"] };
}

export const exchange = (sandbox: Sandbox, code: string, how: TokenAsk = {}) => askToken(sandbox, { grant_type: "authorization_code", code }, how);

export const refresh = (sandbox: Sandbox, refreshToken: string, how: TokenAsk = {}) =>
  askToken(sandbox, { grant_type: "refresh_token", refresh_token: refreshToken }, how);

/** Signs in with the built-in Stripe App. */
export async function signIn(sandbox: Sandbox, clientId = "ca_sandbox"): Promise<TokenReply["body"]> {
  return (await exchange(sandbox, sandbox.oauth.issueCode({ clientId }))).body;
}

export type PageReply = { readonly status: number; readonly headers: Headers; readonly text: string; readonly location: URL | null };

/** Opens an authorize page, or sends its form. */
export async function visit(sandbox: Sandbox, path: string, form?: Readonly<Record<string, string>> | string): Promise<PageReply> {
  const init =
    form === undefined
      ? {}
      : {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
        };
  const response = await sandbox.handle(new Request(`http://sandbox.test${path}`, init));
  const location = response.headers.get("location");
  return { status: response.status, headers: response.headers, text: await response.text(), location: location === null ? null : new URL(location) };
}
