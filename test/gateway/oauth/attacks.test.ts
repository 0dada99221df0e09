import { beforeEach, describe, expect, test } from "@jest/globals";

import type { GrantSummary } from "../../../src/auth/grant";
import { openTestGateway, publicUrl, type TestGateway } from "./open-test-gateway";
import { arrive, begin, complete, consent, refusal, signIn, signInUpToPage } from "./sign-in-steps";

describe("an attack on the sign-in is refused:", () => {
  let gateway: TestGateway;

  beforeEach(() => {
    gateway = openTestGateway();
  });

  const exchanges = (): number => gateway.sandbox.oauth.tokenRequests().length;
  const grantsOf = async (person: string): Promise<readonly GrantSummary[]> =>
    (await (await gateway.ask(person, "/v1/grants")).json()) as readonly GrantSummary[];

  test("a replayed state, at the callback and at the end", async () => {
    const begun = await begin(gateway, "ann");
    const callbackUrl = await consent(gateway, begun);
    const { reply } = await arrive(gateway, callbackUrl);
    const handle = reply !== null && "handle" in reply ? reply.handle : "";
    const replayed = await arrive(gateway, callbackUrl);
    expect(replayed).toMatchObject({ status: 400, reply: null, typedCode: null });
    expect((await complete(gateway, "ann", { ...begun, handle })).status).toBe(200);
    expect((await arrive(gateway, callbackUrl)).status).toBe(400);
    expect((await gateway.visit(begun.browserUrl.slice(publicUrl.length))).status).toBe(400);
    expect(await refusal(await complete(gateway, "ann", { ...begun, handle }))).toMatchObject({ code: "SIGN_IN_FAILED" });
    expect(exchanges()).toBe(1);
  });

  test("another user's state, with everything else that belongs to it", async () => {
    const { state, verifier, handle, typedCode } = await signInUpToPage(gateway, "ann");
    for (const proof of [{ handle }, { typedCode }]) {
      const reply = await refusal(await complete(gateway, "mallory", { state, verifier, ...proof }));
      expect(reply).toMatchObject({ code: "SIGN_IN_FAILED", message: "This sign-in has expired." });
    }
    expect(exchanges()).toBe(0);
    expect(await grantsOf("mallory")).toEqual([]);
    expect((await complete(gateway, "ann", { state, verifier, handle })).status).toBe(200);
  });

  test("a victim's link: who is sent somebody else's sign-in and allows it connects nothing", async () => {
    const attack = await begin(gateway, "mallory");
    const seenByVictim = await arrive(gateway, await consent(gateway, attack));
    expect(seenByVictim.typedCode).not.toBeNull();
    const guesses = [{ handle: attack.state }, { handle: "" }, { typedCode: "AAAA-AAAA" }];
    for (const guess of guesses) expect((await complete(gateway, "mallory", { ...attack, ...guess })).status).toBe(403);
    expect(exchanges()).toBe(0);
    expect(await grantsOf("mallory")).toEqual([]);
    const typed = await complete(gateway, "victim", { ...attack, typedCode: seenByVictim.typedCode ?? "" });
    expect(typed.status).toBe(403);
    expect(exchanges()).toBe(0);
    expect(await grantsOf("victim")).toEqual([]);
  });

  test("the verifier of another sign-in, though state and handle are right", async () => {
    const { state, handle } = await signInUpToPage(gateway, "ann");
    const { verifier } = await begin(gateway, "ann");
    expect(await refusal(await complete(gateway, "ann", { state, verifier, handle }))).toMatchObject({ status: 403 });
    expect(exchanges()).toBe(0);
  });

  test("parameter pollution: two codes, two states, a code beside an error", async () => {
    const begun = await begin(gateway, "ann");
    const other = await begin(gateway, "mallory");
    const callbackUrl = await consent(gateway, begun);
    const polluted = ["&code=ac_other", `&state=${other.state}`, "&error=access_denied", `&state=${begun.state}`];
    for (const more of polluted) {
      expect(await arrive(gateway, callbackUrl + more)).toMatchObject({ status: 400, reply: null, typedCode: null });
    }
    const go = await gateway.visit(`${begun.browserUrl.slice(publicUrl.length)}&state=${other.state}`);
    expect(go.status).toBe(400);
    expect((await arrive(gateway, callbackUrl)).reply).toMatchObject({ state: begun.state });
  });

  test("a code used twice: the second end finds it used before Stripe was asked", async () => {
    const { state, verifier, handle, typedCode } = await signInUpToPage(gateway, "ann");
    expect((await complete(gateway, "ann", { state, verifier, handle })).status).toBe(200);
    for (const proof of [{ handle }, { typedCode }]) {
      expect((await complete(gateway, "ann", { state, verifier, ...proof })).status).toBe(403);
    }
    expect(exchanges()).toBe(1);
    const [grant] = await grantsOf("ann");
    expect(grant).toMatchObject({ state: "ACTIVE" });
  });

  test("parallel ends of one sign-in: one of them gets the grant, and Stripe is asked once", async () => {
    const { state, verifier, handle } = await signInUpToPage(gateway, "ann");
    const replies = await Promise.all(Array.from({ length: 8 }, () => complete(gateway, "ann", { state, verifier, handle })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 7 }, () => 403)]);
    expect(exchanges()).toBe(1);
  });

  test("guessing the typed code: after five wrong ones the right one is worth nothing", async () => {
    const { state, verifier, typedCode, handle } = await signInUpToPage(gateway, "ann");
    for (let tries = 0; tries < 5; tries++) {
      expect((await complete(gateway, "ann", { state, verifier, typedCode: `WRNG-222${tries + 2}` })).status).toBe(403);
    }
    expect((await complete(gateway, "ann", { state, verifier, typedCode })).status).toBe(403);
    expect((await complete(gateway, "ann", { state, verifier, handle })).status).toBe(403);
    expect(exchanges()).toBe(0);
  });

  test("guessing the typed code many times at once: the guesses are counted one by one", async () => {
    const { state, verifier, typedCode } = await signInUpToPage(gateway, "ann");
    const guesses = Array.from({ length: 40 }, (_, index) => `2222-${String(2222 + index * 111).replace(/[01]/g, "2")}`);
    await Promise.all(guesses.map((guess) => complete(gateway, "ann", { state, verifier, typedCode: guess })));
    expect((await complete(gateway, "ann", { state, verifier, typedCode })).status).toBe(403);
    expect(exchanges()).toBe(0);
  });

  test("one wrong code is forgiven", async () => {
    const { state, verifier, typedCode } = await signInUpToPage(gateway, "ann");
    expect((await complete(gateway, "ann", { state, verifier, typedCode: "2222-2222" })).status).toBe(403);
    expect((await complete(gateway, "ann", { state, verifier, typedCode })).status).toBe(200);
  });

  test("access to another identity's grant: it does not exist for anybody else", async () => {
    const { id } = await signIn(gateway, "ann");
    const asked = [
      gateway.ask("mallory", `/v1/grants/${id}`),
      gateway.ask("mallory", `/v1/grants/${id}/refresh`, { method: "POST" }),
      gateway.ask("mallory", `/v1/grants/${id}`, { method: "DELETE" }),
      gateway.ask("mallory", `/v1/stripe/${id}/v1/charges`),
    ];
    for (const reply of await Promise.all(asked)) expect(await refusal(reply)).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await grantsOf("mallory")).toEqual([]);
    expect(await grantsOf("ann")).toMatchObject([{ state: "ACTIVE", generation: 1 }]);
  });

  test("an install begun at Stripe, or a state that nobody here gave out: the page explains how to connect and exchanges nothing", async () => {
    const code = gateway.sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
    for (const query of [`code=${code}`, `code=${code}&state=foreign`, ""]) {
      const page = await arrive(gateway, `${publicUrl}/oauth/callback?${query}`);
      expect(page).toMatchObject({ status: 400, reply: null, typedCode: null });
      expect(page.text).toContain("Connect Stripe from Excel");
      expect(page.text).not.toContain(code);
    }
    expect(exchanges()).toBe(0);
  });
});
