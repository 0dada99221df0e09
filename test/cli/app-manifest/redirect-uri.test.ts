import { describe, expect, test } from "@jest/globals";
import { checkRedirectUri, isTestOnly } from "../../../src/cli/app-manifest/redirect-uri";

describe("redirect URIs of a manifest", () => {
  test.each(["https://excel.example.com/oauth/callback", "https://localhost:3000/oauth/callback", "http://localhost:33333/callback", "http://127.0.0.1/x", "http://[::1]:8080/x"])(
    "may be %s",
    (uri) => {
      expect(() => checkRedirectUri(uri)).not.toThrow();
    },
  );

  test.each([
    ["http://excel.example.com/oauth/callback", "only addresses of this computer may be http"],
    ["http://localhost.example.com/x", "only addresses of this computer may be http"],
    ["https://excel.example.com", "it has no path"],
    ["https://excel.example.com/x#y", "a part after #"],
    ["https://user@excel.example.com/x", "a user name"],
    ["excel://callback/x", "neither https nor http"],
    ["/oauth/callback", "no address"],
  ])("may not be %s: %s", (uri, why) => {
    expect(() => checkRedirectUri(uri)).toThrow(why);
  });

  test("that are http work in test mode only", () => {
    expect([isTestOnly("http://localhost/x"), isTestOnly("https://localhost/x")]).toEqual([true, false]);
  });
});
