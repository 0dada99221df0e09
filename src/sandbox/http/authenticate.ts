import type { Keyring, SandboxKey } from "../keys";
import { Refusal } from "./refusal";

/** A key that was accepted. */
export type Caller = SandboxKey & {
  readonly key: string;
  /** An access token's account; keys are the platform's. */
  readonly account?: string;
};

export type KnownKeys = {
  readonly keyring: Keyring;
  /** Access tokens that OAuth issued. */
  readonly findToken: (accessToken: string) => Caller | "expired" | undefined;
};

/** Who is calling, by `Authorization: Bearer key` or Basic with the key as user name. */
export function authenticate(request: Request, { keyring, findToken }: KnownKeys): Caller {
  const key = keyIn(request.headers.get("authorization"));
  if (key === null) throw new Refusal(401, { message: noKey });
  const granted = keyring.find(key);
  const caller = granted === undefined || granted === "expired" ? (granted ?? findToken(key)) : { ...granted, key };
  if (caller === undefined) throw new Refusal(401, { message: `Invalid API Key provided: ${masked(key)}` });
  if (caller === "expired") throw new Refusal(401, { message: `Expired API Key provided: ${masked(key)}`, code: "api_key_expired" });
  return caller;
}

const noKey =
  "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth " +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, " +
  "or we can help at https://support.stripe.com/.";

/** The key in an `Authorization` header. */
export function keyIn(header: string | null): string | null {
  const [scheme = "", value = ""] = (header ?? "").trim().split(/\s+/);
  if (/^bearer$/i.test(scheme) && value) return value;
  if (/^basic$/i.test(scheme)) return userName(value) || null;
  return null;
}

function userName(encoded: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) return "";
  return atob(encoded).split(":")[0] ?? "";
}

/** The key as Stripe repeats it: prefix and last four characters. */
export function masked(key: string): string {
  const prefix = /^[a-z]+_(test|live)_/.exec(key)?.[0] ?? "";
  const hidden = Math.max(0, key.length - prefix.length - 4);
  return prefix + "*".repeat(hidden) + key.slice(prefix.length + hidden);
}
