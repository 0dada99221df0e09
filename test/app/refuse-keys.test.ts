import { describe, expect, test } from "@jest/globals";
import { refuseKeys } from "../../src/app/refuse-keys";

describe("attack: a secret in a formula argument is refused and not repeated", () => {
  test.each([
    ["an API key", "sk_live_51HabcSECRET"],
    ["an API key", "SELECT 'rk_test_SECRET'"],
    ["an authorization code", "EXEC GetOAuthAccessToken @Verifier = 'ac_Qr7SECRETSECRETSECRET'"],
    ["a refresh token", "rt_9kLSECRETSECRETSECRET"],
  ])("%s in %p", (kind, argument) => {
    const refuse = (): void => refuseKeys("formula", ["SELECT 1", null, 5, argument]);
    expect(refuse).toThrow(`A formula must not hold ${kind}`);
    expect(refuse).not.toThrow(/SECRET/);
  });
});
