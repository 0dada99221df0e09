import { describe, expect, test } from "@jest/globals";

import { authorizationUrl } from "../../src/auth/authorization-url";
import type { OAuthApp } from "../../src/auth/oauth-app";
import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";
import { Secret } from "../../src/base/secret";

const app: OAuthApp = {
  variant: "apps",
  mode: "test",
  clientId: "ca_123",
  clientSecret: new Secret("sk_test_hidden"),
  redirectUri: "https://example.com/oauth/callback?x=1",
  channel: null,
  endpoints: stripeOAuthEndpoints({ variant: "apps" }),
};
const connect: OAuthApp = { ...app, variant: "connect", endpoints: stripeOAuthEndpoints({ variant: "connect" }) };
const parts = (url: string) => ({ page: new URL(url).origin + new URL(url).pathname, ...Object.fromEntries(new URL(url).searchParams) });

describe("The address of the consent page", () => {
  test("of a Stripe App names the app, the way back and the state, and nothing else", () => {
    expect(parts(authorizationUrl(app, { state: "s&t=a" }))).toEqual({
      page: "https://marketplace.stripe.com/oauth/v2/authorize",
      client_id: "ca_123",
      redirect_uri: "https://example.com/oauth/callback?x=1",
      state: "s&t=a",
    });
  });

  test("of an app in external test goes by its channel", () => {
    const url = authorizationUrl({ ...app, channel: "chnlink_61AbC" }, { state: "s" });
    expect(parts(url).page).toBe("https://marketplace.stripe.com/oauth/v2/chnlink_61AbC/authorize");
  });

  test.each(["chnlink_a/../../evil", "chnlink_", "other", "chnlink_a?x=1", "$&"])("refuses the channel %s", (channel) => {
    expect(() => authorizationUrl({ ...app, channel }, { state: "s" })).toThrow(expect.objectContaining({ code: "BAD_SETTING" }));
  });

  test("of Connect asks for a code, and to read and write unless told otherwise", () => {
    expect(parts(authorizationUrl(connect, { state: "s" }))).toEqual({
      page: "https://connect.stripe.com/oauth/authorize",
      response_type: "code",
      scope: "read_write",
      client_id: "ca_123",
      redirect_uri: "https://example.com/oauth/callback?x=1",
      state: "s",
    });
    expect(parts(authorizationUrl(connect, { state: "s", scope: "read_only" }))).toMatchObject({ scope: "read_only" });
  });

  test("never holds the secret key", () => {
    for (const one of [app, connect]) expect(authorizationUrl(one, { state: "s" })).not.toContain("sk_test");
  });
});
