import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import type { CredentialSource } from "../../src/stripe/credential";
import { clientOver, json, reading, refusal } from "./stripe-fake";

const account = { path: "/v1/account", query: [] } as const;

/** Tokens that are renewed: `token-1`, `token-2` and so on, `most` times. */
function renewable(most = Infinity): CredentialSource & { readonly renewals: () => number } {
  let generation = 1;
  const credential = () => ({ secret: new Secret(`token-${generation}`), generation });
  return {
    kind: "token",
    current: () => Promise.resolve(credential()),
    renew: () => Promise.resolve(generation > most ? null : (generation++, credential())),
    renewals: () => generation - 1,
  };
}

const sentTokens = (sent: readonly { readonly headers: Readonly<Record<string, string>> }[]) =>
  sent.map(({ headers }) => headers["Authorization"]?.replace("Bearer ", ""));

describe("A request with tokens", () => {
  test("asks for the credential before every request, so that a renewed one is used at once", async () => {
    const credentials = renewable();
    const { client, sent } = clientOver(() => json({ id: "x" }), credentials);
    await client.get(account, reading());
    await credentials.renew({ secret: new Secret(""), generation: 1 }, new AbortController().signal);
    await client.get(account, reading());
    expect(sentTokens(sent)).toEqual(["token-1", "token-2"]);
  });

  test("that was refused with 401 is sent once more with a renewed token, and counted", async () => {
    const { client, sent } = clientOver((_, number) => (number === 1 ? refusal(401, {}) : json({ id: "x" })), renewable());
    const context = reading();
    await expect(client.get(account, context)).resolves.toEqual({ id: "x" });
    expect(sentTokens(sent)).toEqual(["token-1", "token-2"]);
    expect(context.count()).toBe(2);
  });

  test("takes a second 401 for the answer", async () => {
    const credentials = renewable();
    const { client, sent } = clientOver(() => refusal(401, {}), credentials);
    await expect(client.get(account, reading())).rejects.toMatchObject({
      code: "REAUTH_REQUIRED",
      message: "Stripe did not accept the access token: it has expired, or access was taken back.",
    });
    expect([sent.length, credentials.renewals()]).toEqual([2, 1]);
  });

  test("is answered with the 401 when there is nothing newer", async () => {
    const { client, sent } = clientOver(() => refusal(401, {}), renewable(0));
    await expect(client.get(account, reading())).rejects.toMatchObject({ code: "REAUTH_REQUIRED" });
    expect(sent).toHaveLength(1);
  });

  test("ends with the reason why there is no credential, and is not sent", async () => {
    const ended = new AppError("REAUTH_REQUIRED", "The sign-in to Stripe has ended.");
    const { client, sent } = clientOver(() => json({}), { ...renewable(), current: () => Promise.reject(ended) });
    await expect(client.get(account, reading())).rejects.toBe(ended);
    expect(sent).toEqual([]);
  });

  test("renews at most once, whatever the server answers, and ends in its last answer", async () => {
    const statuses = fc.array(fc.constantFrom(200, 401, 404, 429, 503), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(statuses, async (answers) => {
        const credentials = renewable();
        const at = (number: number) => answers[Math.min(number, answers.length) - 1] ?? 200;
        const { client, clock, sent } = clientOver((_, number) => (at(number) === 200 ? json({ id: "x" }) : refusal(at(number), {})), credentials);
        const outcome = client.get(account, reading()).then(() => 200, (failure: unknown) => (failure as AppError).detail["status"]);
        let status: unknown = null;
        while (status === null || status === "moved") status = await Promise.race([outcome, clock.advanceToNext().then(() => "moved")]);
        expect(credentials.renewals()).toBeLessThanOrEqual(1);
        expect(status).toBe(at(sent.length));
      }),
      { numRuns: 60 },
    );
  });
});
