import { describe, expect, test } from "@jest/globals";

import { stripeOAuthEndpoints } from "../../src/auth/oauth-endpoints";

describe("The addresses of Stripe's OAuth", () => {
  test("of Stripe Apps are the Marketplace and the API", () => {
    expect(stripeOAuthEndpoints({ variant: "apps" })).toEqual({
      authorize: "https://marketplace.stripe.com/oauth/v2/authorize",
      token: "https://api.stripe.com/v1/oauth/token",
      deauthorize: "https://connect.stripe.com/oauth/deauthorize",
    });
  });

  test("of Connect are all on its own host", () => {
    expect(stripeOAuthEndpoints({ variant: "connect" })).toEqual({
      authorize: "https://connect.stripe.com/oauth/authorize",
      token: "https://connect.stripe.com/oauth/token",
      deauthorize: "https://connect.stripe.com/oauth/deauthorize",
    });
  });

  test("are a sandbox's where it stands in, with the same paths", () => {
    const sandbox = { authorizeRoot: "http://localhost:4010", apiRoot: "http://127.0.0.1:4010" };
    expect(stripeOAuthEndpoints({ variant: "apps", ...sandbox })).toEqual({
      authorize: "http://localhost:4010/oauth/v2/authorize",
      token: "http://127.0.0.1:4010/v1/oauth/token",
      deauthorize: "http://127.0.0.1:4010/oauth/deauthorize",
    });
    expect(stripeOAuthEndpoints({ variant: "connect", ...sandbox }).token).toBe("http://127.0.0.1:4010/oauth/token");
  });
});
