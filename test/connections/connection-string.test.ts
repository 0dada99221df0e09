import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseConnectionString } from "../../src/connections/connection-string";
import { propertyNames } from "../../src/connections/properties";

const quoted = (value: string, mark: string): string => mark + value.replaceAll(mark, mark + mark) + mark;
const plainValue = fc.stringMatching(/^[A-Za-z0-9@:/._-]{1,12}$/);

describe("parseConnectionString", () => {
  test("reads names and values; case, underscores and spaces of names do not matter", () => {
    expect(parseConnectionString(" name = Shop ; account_id=acct_1;Api Base=http://127.0.0.1:1/?a=b; ")).toEqual({
      Name: "Shop",
      AccountId: "acct_1",
      ApiBase: "http://127.0.0.1:1/?a=b",
    });
  });

  test("knows the reference product's name for the key", () => {
    expect(parseConnectionString("LiveAPIKey=@env:KEY")).toEqual({ ApiKey: "@env:KEY" });
  });

  test("any value comes back unchanged when it is quoted, and plain ones without quotes too", () => {
    const values = fc.dictionary(fc.constantFrom(...propertyNames), fc.tuple(fc.string(), fc.constantFrom('"', "'")));
    fc.assert(
      fc.property(values, (written) => {
        const text = Object.entries(written).map(([name, [value, mark]]) => `${name}=${quoted(value, mark)}`).join(";");
        const expected = Object.fromEntries(Object.entries(written).map(([name, [value]]) => [name, value]));
        expect(parseConnectionString(text)).toEqual(expected);
      }),
    );
    fc.assert(fc.property(plainValue, (value) => expect(parseConnectionString(`Name=${value};`)).toEqual({ Name: value })));
  });

  test("reads or refuses any text, and never answers anything else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseConnectionString(text);
        } catch (failure) {
          expect(failure).toMatchObject({ code: "BAD_SETTING" });
        }
      }),
    );
  });

  test.each([
    ["ApiKye=@env:K", 'A connection has no setting "ApiKye". Did you mean ApiKey (API key)?'],
    ["OAuthRefeshToken=@env:R", 'A connection has no setting "OAuthRefeshToken". Did you mean OAuthRefreshToken (Refresh token)?'],
    ["Tiemzone=UTC", 'A connection has no setting "Tiemzone". Did you mean TimeZone (Time zone)?'],
    ['ApiKey="@env:KEY', "The connection string cannot be read."],
    ["TimeZone='UTC'x", "The connection string cannot be read."],
    ["Colour=red", 'A connection has no setting "Colour".'],
    ["Name=a;name=b", "The connection string names Name twice."],
    ["sandbox", "The connection string cannot be read."],
  ])("refuses %p in one sentence", (text, message) => {
    expect(() => parseConnectionString(text)).toThrow(message);
  });
});
