import { describe, expect, test } from "@jest/globals";

import type { DraftSettings, GrantSummary } from "../../../src/app/app-api";
import { readConnectionText } from "../../../src/app/setting-fields";
import { Secret } from "../../../src/base/secret";
import { type ConnectionForm, emptyForm, formProblems, toDraft, withSetting, withSettings } from "../../../taskpane/connections/connection-form";

const form = (settings: DraftSettings, change: Partial<ConnectionForm> = {}): ConnectionForm => ({ ...emptyForm, settings, ...change });
const filled = form({ Name: " Acme ", ApiKey: " rk_test_1 ", AccountId: " " });

const grant: GrantSummary = {
  id: "acct_1.test.apps",
  state: "ACTIVE",
  variant: "apps",
  mode: "test",
  account: "acct_1",
  generation: 1,
  accessExpiresAt: null,
  reason: null,
};

const revealed = (value: string | Secret | undefined) => (value instanceof Secret ? value.reveal() : `not secret: ${value}`);

describe("connection form", () => {
  test("becomes a draft without the spaces and without empty fields, the key as a secret", () => {
    const draft = toDraft(filled);
    expect(JSON.stringify(draft)).toBe('{"settings":{"Name":"Acme","ApiKey":"[secret]"}}');
    expect(revealed(draft.settings.ApiKey)).toBe("rk_test_1");
    const more = withSetting(withSetting(filled, "ApiBase", "http://127.0.0.1:1"), "AccountId", "acct_1");
    expect(toDraft(more).settings).toMatchObject({ ApiBase: "http://127.0.0.1:1", AccountId: "acct_1" });
  });

  test("a complete form has no problem", () => {
    expect(formProblems(filled)).toEqual({});
  });

  test("takes the key or the token, whichever is chosen, and a sign-in before both", () => {
    const both = form({ Name: "Acme", ApiKey: "rk_test_1", OAuthAccessToken: "token" });
    expect(Object.keys(toDraft(both).settings)).toEqual(["Name", "ApiKey"]);
    expect(Object.keys(toDraft({ ...both, way: "token" }).settings)).toEqual(["Name", "OAuthAccessToken"]);
    expect(toDraft({ ...both, grant })).toEqual({ settings: { Name: "Acme" }, grant });
  });

  test("a signed-in form needs a name and nothing else", () => {
    expect(formProblems(form({ Name: "Acme" }, { grant }))).toEqual({});
    expect(Object.keys(formProblems(form({}, { grant })))).toEqual(["Name"]);
  });

  test("an access token may be replaced by tokens that are kept", () => {
    expect(formProblems(form({ Name: "Acme" }, { way: "token" }))).toEqual({ OAuthAccessToken: "Paste an access token." });
    const kept = form({ Name: "Acme", InitiateOAuth: "REFRESH", OAuthSettingsLocation: "device:" }, { way: "token" });
    expect(formProblems(kept)).toEqual({});
  });

  test("the settings of a connection string fill it, its secrets only as such, and it chooses how to sign in", () => {
    const pasted = withSettings(emptyForm, readConnectionText("Name=Acme;LiveApiKey=rk_live_1;Time Zone=UTC"));
    expect(pasted).toMatchObject({ way: "key", settings: { Name: "Acme", TimeZone: "UTC" } });
    expect(revealed(pasted.settings.ApiKey)).toBe("rk_live_1");
    expect(withSettings(emptyForm, readConnectionText("InitiateOAuth=REFRESH;OAuthRefreshToken=r")).way).toBe("token");
  });

  test("another key has to be accepted anew", () => {
    const accepted = form({ ApiKey: "sk_live_1" }, { unrestrictedKeyAccepted: true });
    expect(toDraft(accepted).unrestrictedKeyAccepted).toBe(true);
    expect(withSetting(accepted, "AccountId", "acct_1").unrestrictedKeyAccepted).toBe(true);
    expect(withSetting(accepted, "ApiKey", "sk_live_2").unrestrictedKeyAccepted).toBe(false);
  });
});
