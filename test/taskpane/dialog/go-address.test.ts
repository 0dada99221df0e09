import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { goAddress } from "../../../taskpane/dialog/go-address";

const state = "u3_x-9".repeat(7);

describe("where the dialog goes on from its first page", () => {
  test("is the gateway, with the state of its address and nothing else of it", () => {
    expect(goAddress(`?state=${state}`)).toBe(`/oauth/go?state=${state}`);
    expect(goAddress(`?_host_Info=Excel$Web&state=${state}&code=1`)).toBe(`/oauth/go?state=${state}`);
  });

  test.each([
    ["none", ""],
    ["an empty one", "?state="],
    ["two (parameter pollution)", `?state=${state}&state=${"b".repeat(43)}`],
    ["a short one", "?state=abc"],
    ["one that leads elsewhere", `?state=${encodeURIComponent("//evil.example/aaaaaaaaaaaaaaaa")}`],
    ["one with another parameter inside", `?state=${encodeURIComponent(`${state}&x=1`)}`],
  ])("is nowhere for %s", (_what, search) => {
    expect(goAddress(search)).toBeNull();
  });

  test("is on this origin for any address at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webQueryParameters(), fc.string().map((text) => `state=${encodeURIComponent(text)}`)), (search) => {
        const address = goAddress(`?${search}`);
        if (address === null) return;
        const url = new URL(address, "https://add-in.example");
        expect([url.origin, url.pathname, [...url.searchParams.keys()]]).toEqual(["https://add-in.example", "/oauth/go", ["state"]]);
      }),
    );
  });
});
