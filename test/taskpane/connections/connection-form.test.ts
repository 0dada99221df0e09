import { describe, expect, test } from "@jest/globals";

import { emptyForm, formProblems, keyMode, toDraft } from "../../../taskpane/connections/connection-form";

const filled = { ...emptyForm, name: " Acme ", apiKey: " rk_test_1 " };

describe("connection form", () => {
  test("becomes a draft without the spaces and without empty fields, the key as a secret", () => {
    const draft = toDraft(filled);
    expect(JSON.stringify(draft)).toBe('{"name":"Acme","apiKey":"[secret]"}');
    expect(draft.apiKey.reveal()).toBe("rk_test_1");
    expect(toDraft({ ...filled, apiBase: "http://127.0.0.1:1", accountId: "acct_1" })).toMatchObject({
      apiBase: "http://127.0.0.1:1",
      accountId: "acct_1",
    });
  });

  test("a complete form has no problem", () => {
    expect(formProblems(filled)).toEqual({});
  });

  test.each([
    ["rk_live_a", "live"],
    ["sk_test_a", "test"],
    ["pk_live_a", null],
    ["", null],
  ])("tells the mode of %s as %s", (key, mode) => {
    expect(keyMode(key)).toBe(mode);
  });
});
