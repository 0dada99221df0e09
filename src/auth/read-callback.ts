import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";

/**
 * What Stripe sent the browser back with. `state` is `null` when the visit did not begin with us, such as an install from
 * the Stripe App Marketplace.
 */
export type OAuthCallback =
  | { readonly kind: "code"; readonly code: Secret; readonly state: string | null }
  /** The person chose not to connect. */
  | { readonly kind: "denied"; readonly state: string | null }
  /** Stripe refused; `error` is its short name for why, such as `invalid_scope`. */
  | { readonly kind: "failed"; readonly error: string; readonly state: string | null };

const longest = 1000;

/** Reads the parameters of the redirect. @throws AppError `SIGN_IN_FAILED` for what Stripe never sends, such as two codes. */
export function readCallback(parameters: URLSearchParams): OAuthCallback {
  const state = only(parameters, "state");
  const code = only(parameters, "code");
  const error = only(parameters, "error");
  only(parameters, "error_description");
  if ((code === null) === (error === null)) throw malformed();
  if (code !== null) return { kind: "code", code: new Secret(code), state };
  if (error === "access_denied") return { kind: "denied", state };
  return { kind: "failed", error: /^[a-z_]{1,60}$/.test(error ?? "") ? String(error) : "unknown", state };
}

/** Two values of one name could mean one thing here and another elsewhere, so they are refused. */
function only(parameters: URLSearchParams, name: string): string | null {
  const values = parameters.getAll(name);
  const [value = null] = values;
  if (values.length > 1 || (value !== null && (value === "" || value.length > longest))) throw malformed();
  return value;
}

function malformed(): AppError {
  return new AppError("SIGN_IN_FAILED", "This is not an answer that Stripe gives.", {
    hint: "Begin again from Excel.",
  });
}
