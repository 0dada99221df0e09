/** A refused request of an OAuth client, in the shape of https://docs.stripe.com/connect/oauth-reference. */
export class OAuthRefusal extends Error {
  constructor(
    readonly error: OAuthError,
    description: string,
    readonly status = error === "invalid_client" ? 401 : 400,
  ) {
    super(description);
  }
}

export type OAuthError =
  | "invalid_client"
  | "invalid_grant"
  | "invalid_redirect_uri"
  | "invalid_request"
  | "invalid_scope"
  | "unsupported_grant_type"
  | "unsupported_response_type";
