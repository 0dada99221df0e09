import { expect, test } from "@jest/globals";

import { challengeOf, createVerifier } from "../../src/auth/pkce";

test("a verifier is 256 random bits in the letters of RFC 7636", () => {
  const verifier = createVerifier((count) => crypto.getRandomValues(new Uint8Array(count)));
  expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("the challenge is the S256 one of RFC 7636, appendix B", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
});
