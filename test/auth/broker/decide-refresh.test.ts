import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";

import { decideRefresh } from "../../../src/auth/broker/decide-refresh";
import type { Grant } from "../../../src/auth/grant";

const skewMs = 300_000;
const now = Date.UTC(2026, 0, 1);
const grant: Grant = {
  state: "ACTIVE",
  chain: "c",
  generation: 3,
  variant: "apps",
  mode: "test",
  account: "acct_1",
  app: { kind: "deployment" },
  accessToken: "access",
  refreshToken: "refresh",
  accessExpiresAt: now + 3_600_000,
  createdAt: now,
  refreshedAt: now,
  lease: null,
  attempt: null,
  reason: null,
};
const decide = (changes: Partial<Grant>, newerThan?: number) => decideRefresh({ ...grant, ...changes }, { now, skewMs, me: "me", newerThan }).kind;
const dueSoon = { accessExpiresAt: now + skewMs };

describe("What to do for an access token", () => {
  test.each([
    ["a token with time to spare serves", {}, undefined, "use"],
    ["a token with five minutes left is renewed", dueSoon, undefined, "refresh"],
    ["a refused token is renewed whatever its time", {}, 3, "refresh"],
    ["a token of another generation than the refused one serves", {}, 2, "use"],
    ["no access token yet: one is fetched", { accessToken: "" }, undefined, "refresh"],
    ["a token that never expires serves", { accessExpiresAt: null }, undefined, "use"],
    ["somebody else is asking", { ...dueSoon, lease: { owner: "other", until: now + 1 } }, undefined, "wait"],
    ["somebody else was asking, and has died", { ...dueSoon, lease: { owner: "other", until: now } }, undefined, "refresh"],
    ["a lease of one's own is left over from a failure", { ...dueSoon, lease: { owner: "me", until: now + 1 } }, undefined, "refresh"],
    ["a refresh failed just now, and the token lives", { ...dueSoon, attempt: { id: "a", at: now - 9999 } }, undefined, "use"],
    ["a refresh failed just now, but the token was refused", { ...dueSoon, attempt: { id: "a", at: now } }, 3, "refresh"],
    ["a refresh failed a while ago", { ...dueSoon, attempt: { id: "a", at: now - 10_000 } }, undefined, "refresh"],
    ["a pasted token serves to its end", { refreshToken: null, accessExpiresAt: now + 1 }, undefined, "use"],
    ["a pasted token has ended", { refreshToken: null, accessExpiresAt: now }, undefined, "reauth"],
    ["a pasted token was refused", { refreshToken: null }, 3, "reauth"],
    ["the sign-in has ended", { state: "REAUTH_REQUIRED" }, undefined, "reauth"],
    ["the grant was disconnected", { state: "REVOKED" }, undefined, "reauth"],
  ] as const)("%s", (...[, changes, newerThan, expected]) => {
    expect(decide(changes, newerThan)).toBe(expected);
  });

  test("never hands out a token that was refused or has expired, and never refreshes without a refresh token or against a lease", () => {
    const anyGrant = fc.record<Partial<Grant>>({
      state: fc.constantFrom("ACTIVE", "REFRESHING", "REAUTH_REQUIRED", "REVOKED"),
      generation: fc.integer({ min: 1, max: 4 }),
      refreshToken: fc.option(fc.constant("refresh")),
      accessExpiresAt: fc.option(fc.integer({ min: now - skewMs, max: now + 2 * skewMs })),
      lease: fc.option(fc.record({ owner: fc.constantFrom("me", "other"), until: fc.integer({ min: now - 2, max: now + 2 }) })),
      attempt: fc.option(fc.record({ id: fc.constant("a"), at: fc.integer({ min: now - 20_000, max: now }) })),
    });
    fc.assert(
      fc.property(anyGrant, fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }), (changes, newerThan) => {
        const made = { ...grant, ...changes };
        const kind = decide(changes, newerThan);
        const ended = made.state === "REVOKED" || made.state === "REAUTH_REQUIRED";
        const held = made.lease !== null && made.lease.owner === "other" && made.lease.until > now;
        if (kind === "use") expect(made.generation !== newerThan && (made.accessExpiresAt ?? Infinity) > now && !ended).toBe(true);
        if (kind === "refresh") expect(made.refreshToken !== null && !ended && !held).toBe(true);
        if (kind === "wait") expect(held).toBe(true);
      }),
    );
  });
});
