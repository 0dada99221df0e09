import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ask } from "../ask";
import { askToken, exchange, oauthSandbox, refresh } from "./oauth-client";

/** One step: what is tried, and with which of the codes or tokens seen so far. */
type Step = { readonly kind: "issue" | "exchange" | "refresh" | "deauthorize"; readonly pick: number };

const steps = fc.array(
  fc.record({ kind: fc.constantFrom<Step["kind"]>("issue", "exchange", "exchange", "refresh", "refresh", "deauthorize"), pick: fc.nat(30) }),
  { minLength: 5, maxLength: 40 },
);

const variants = [
  { name: "Stripe Apps", clientId: "ca_sandbox", path: "/v1/oauth/token", rolls: true },
  { name: "Connect", clientId: "ca_sandbox_connect", path: "/oauth/token", rolls: false },
];

describe("random orders of exchange, refresh and disconnect", () => {
  test.each(variants)("of $name never let a code or a rolled token work twice, and leave one good access token a sign-in at most", async (variant) => {
    const { sandbox } = oauthSandbox();
    const account = sandbox.accounts().platform;
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        const run = newRun(variant.clientId);
        for (const step of plan) await take(step, run);
        await checkAccessTokens(run);
      }),
      { numRuns: 60 },
    );

    type Run = ReturnType<typeof newRun>;
    function newRun(clientId: string) {
      return {
        clientId,
        codes: [] as string[],
        exchanged: new Set<string>(),
        usedRefreshTokens: new Set<string>(),
        /** Sign-ins: the tokens of each, oldest first. */
        chains: [] as { readonly code: string; readonly access: string[]; readonly refresh: string[]; ended: boolean }[],
      };
    }

    async function take({ kind, pick }: Step, run: Run): Promise<void> {
      if (kind === "issue") run.codes.push(sandbox.oauth.issueCode({ clientId: run.clientId }));
      if (kind === "exchange") await takeExchange(run, run.codes[pick % Math.max(1, run.codes.length)]);
      if (kind === "refresh") await takeRefresh(run, pick);
      if (kind === "deauthorize") {
        await endAll(run.clientId);
        for (const chain of run.chains) chain.ended = true;
      }
    }

    async function takeExchange(run: Run, code: string | undefined): Promise<void> {
      if (code === undefined) return;
      const { status, body } = await exchange(sandbox, code, { path: variant.path });
      expect(status).toBe(run.exchanged.has(code) ? 400 : 200);
      run.exchanged.add(code);
      if (status === 200) run.chains.push({ code, access: [body.access_token], refresh: [body.refresh_token], ended: false });
      else if (!variant.rolls) for (const chain of run.chains.filter((one) => one.code === code)) chain.ended = true;
    }

    async function takeRefresh(run: Run, pick: number): Promise<void> {
      const chain = run.chains[pick % Math.max(1, run.chains.length)];
      const token = chain?.refresh[pick % chain.refresh.length];
      if (chain === undefined || token === undefined) return;
      const { status, body } = await refresh(sandbox, token, { path: variant.path });
      expect(status).toBe(!chain.ended && token === chain.refresh.at(-1) ? 200 : 400);
      expect(status === 200 && run.usedRefreshTokens.has(token)).toBe(false);
      if (status !== 200) return;
      if (variant.rolls) run.usedRefreshTokens.add(token);
      chain.access.push(body.access_token);
      chain.refresh.push(body.refresh_token);
    }

    async function checkAccessTokens(run: Run): Promise<void> {
      for (const { access, ended } of run.chains) {
        for (const key of access) {
          const good = !ended && key === access.at(-1);
          expect((await ask(sandbox, "/v1/balance", { key })).status).toBe(good ? 200 : 401);
        }
      }
    }

    async function endAll(clientId: string): Promise<void> {
      if (variant.rolls) sandbox.oauth.uninstall(clientId, account);
      else await askToken(sandbox, { client_id: clientId, stripe_user_id: account }, { path: "/oauth/deauthorize" });
    }
  });
});

describe("the same code or refresh token, sent several times at once", () => {
  test.each(["exchange", "refresh"] as const)("is taken exactly once: %s", async (kind) => {
    const { sandbox } = oauthSandbox();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), async (times) => {
        const code = sandbox.oauth.issueCode({ clientId: "ca_sandbox" });
        const once = kind === "exchange" ? () => exchange(sandbox, code) : refreshOf((await exchange(sandbox, code)).body.refresh_token);
        const replies = await Promise.all(Array.from({ length: times }, once));
        expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: times - 1 }, () => 400)]);
      }),
      { numRuns: 20 },
    );

    function refreshOf(token: string) {
      return () => refresh(sandbox, token);
    }
  });
});
