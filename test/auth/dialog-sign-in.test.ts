import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { randomBytes } from "node:crypto";
import { AppError } from "../../src/base/app-error";
import { type DialogSignIn, dialogSignIn } from "../../src/auth/dialog-sign-in";
import { createGatewayClient } from "../../src/auth/gateway-client";
import type { DialogEnd } from "../../src/platform/ports";
import { sendTo } from "../../src/platform/node/send-http";
import { openTestGateway, publicUrl, type TestGateway } from "../gateway/oauth/open-test-gateway";
import { arrive, consent } from "../gateway/oauth/sign-in-steps";

const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));
const { signal: going } = new AbortController();

let gateway: TestGateway;
beforeEach(() => {
  gateway = openTestGateway();
});

/** What the person does in the window; gives how the window ends. */
type InWindow = (dialogUrl: string, signal: AbortSignal) => Promise<DialogEnd> | DialogEnd;

function signIn(inWindow: InWindow, signal: AbortSignal = going, person = "ann"): DialogSignIn & { readonly phases: string[]; settled: () => Promise<unknown> } {
  const client = createGatewayClient({
    origin: publicUrl,
    send: sendTo(async (request) => gateway.routes.fetch(request)),
    identity: { kind: "installation", authorization: () => Promise.resolve(`Bearer ${person}`) },
  });
  const session = dialogSignIn(
    { variant: "apps", mode: "test", clientId: null },
    {
      client,
      clock: gateway.clock,
      randomBytes: (count) => new Uint8Array(randomBytes(count)),
      dialogs: { open: async (url, until) => inWindow(url, until) },
    },
    signal,
  );
  const phases: string[] = [session.phase.get()];
  session.phase.subscribe(() => void phases.push(session.phase.get()));
  // Rejections are looked at later.
  session.grant.catch(() => undefined);
  return { ...session, phases, settled: () => failure(session.grant) };
}

const stateOf = (url: string) => new URL(url).searchParams.get("state") ?? "";
const browserUrl = (dialogUrl: string) => `${publicUrl}/oauth/go?state=${stateOf(dialogUrl)}`;
const says = (text: string, origin: string | null = publicUrl): DialogEnd => ({ kind: "message", message: { text, origin } });

/** The person decides at Stripe, and the callback page speaks. */
const decide = (decision: "allow" | "deny", origin: string | null = publicUrl): InWindow => async (dialogUrl) => {
  const { reply } = await arrive(gateway, await consent(gateway, { browserUrl: browserUrl(dialogUrl) }, decision));
  return says(JSON.stringify(reply), origin);
};

/** The page's link to Excel is cut, or the person closes the window; the code is what the last page showed. */
function codeWindow() {
  const seen: { code: string } = { code: "" };
  const inWindow: InWindow = async (dialogUrl) => {
    seen.code = (await arrive(gateway, await consent(gateway, { browserUrl: browserUrl(dialogUrl) }))).typedCode ?? "";
    return { kind: "closed" };
  };
  return { seen, inWindow };
}

async function untilPhase(session: DialogSignIn, phase: string): Promise<void> {
  if (session.phase.get() === phase) return;
  await new Promise<void>((resolve) => session.phase.subscribe(() => session.phase.get() === phase && resolve()));
}

describe("signing in by a dialog", () => {
  test("ends in a grant when the callback page's message arrives", async () => {
    const session = signIn(decide("allow"));
    expect(await session.grant).toMatchObject({ state: "ACTIVE", variant: "apps", mode: "test", generation: 1 });
    expect(session.phases).toEqual(["opening", "waiting", "completing"]);
  });

  test("trusts the state alone where the host does not tell a message's origin", async () => {
    expect(await signIn(decide("allow", null)).grant).toMatchObject({ state: "ACTIVE" });
  });

  test.each<[string, InWindow]>([
    ["a page of another origin sends the right text", decide("allow", "https://evil.example")],
    ["the state is another sign-in's", () => says(JSON.stringify({ kind: "stripe-oauth", state: "other", handle: "h" }))],
    ["the message is not the callback page's", (url) => says(JSON.stringify({ kind: "other", state: stateOf(url), handle: "h" }))],
    ["the handle is missing", (url) => says(JSON.stringify({ kind: "stripe-oauth", state: stateOf(url) }))],
    ["the message is no JSON", () => says("hello")],
  ])("refuses a forged message: %s", async (_what, inWindow) => {
    const session = signIn(inWindow);
    expect(await session.settled()).toMatchObject({ code: "SIGN_IN_FAILED", message: expect.stringMatching(/not the connector's/) as unknown });
    expect(session.phases).not.toContain("completing");
    expect(gateway.sent.filter(({ url }) => url.includes("/oauth/token"))).toEqual([]);
  });

  test("no message of any text is believed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        expect(await signIn(() => says(text)).settled()).toMatchObject({ code: "SIGN_IN_FAILED" });
      }),
      { numRuns: 30 },
    );
  });

  test("a handle that somebody else got is worth nothing here (the verifier stays in its own pane)", async () => {
    const session = signIn(async (dialogUrl) => {
      const { reply } = await arrive(gateway, await consent(gateway, { browserUrl: browserUrl(dialogUrl) }));
      return says(JSON.stringify({ ...reply, handle: "A".repeat(43) }));
    });
    expect(await session.settled()).toMatchObject({ code: "SIGN_IN_FAILED" });
  });

  test("says that Stripe was told not to allow it", async () => {
    expect(await signIn(decide("deny")).settled()).toMatchObject({ code: "SIGN_IN_FAILED", message: "Stripe was told not to allow the connection." });
  });

  test("says why the window did not open", async () => {
    const blocked = new AppError("SIGN_IN_FAILED", "The browser blocked the sign-in window.", { hint: "Allow pop-ups." });
    expect(await signIn(() => Promise.reject(blocked)).settled()).toBe(blocked);
  });

  test("ends as cancelled when it is aborted, and closes the window", async () => {
    const leaving = new AbortController();
    let closed = false;
    const session = signIn((_url, signal) => new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        closed = true;
        reject(signal.reason as Error);
      });
      leaving.abort();
    }), leaving.signal);
    expect(await session.settled()).toMatchObject({ code: "CANCELLED" });
    expect(closed).toBe(true);
  });
});

describe("a sign-in whose window is gone without a word", () => {
  test("wants the code of the last page, and ends in a grant with it", async () => {
    const { seen, inWindow } = codeWindow();
    const session = signIn(inWindow);
    await untilPhase(session, "codeWanted");
    await session.enterCode(` ${seen.code.toLowerCase()} `, going);
    expect(await session.grant).toMatchObject({ state: "ACTIVE" });
    expect(session.phases).toEqual(["opening", "waiting", "codeWanted", "completing"]);
  });

  test("says that a code is wrong, and takes the right one afterwards", async () => {
    const { seen, inWindow } = codeWindow();
    const session = signIn(inWindow);
    await untilPhase(session, "codeWanted");
    expect(await failure(session.enterCode("ZZZZ-ZZZZ", going))).toMatchObject({ code: "SIGN_IN_FAILED", message: expect.stringMatching(/not the one/) as unknown });
    expect(session.phase.get()).toBe("codeWanted");
    await session.enterCode(seen.code, going);
    expect(await session.grant).toMatchObject({ state: "ACTIVE" });
  });

  test("asks for a code before it asks the gateway", async () => {
    const session = signIn(codeWindow().inWindow);
    await untilPhase(session, "codeWanted");
    expect(await failure(session.enterCode(" - ", going))).toMatchObject({ code: "SIGN_IN_FAILED", message: "There is no code." });
  });

  test("is over when the gateway's ten minutes are", async () => {
    const { seen, inWindow } = codeWindow();
    const session = signIn(inWindow);
    await untilPhase(session, "codeWanted");
    await gateway.clock.advance(10 * 60_000);
    expect(await session.settled()).toMatchObject({ code: "SIGN_IN_FAILED", message: "This sign-in is over." });
    expect(await failure(session.enterCode(seen.code, going))).toMatchObject({ code: "SIGN_IN_FAILED" });
  });

  test("takes no code while the window is still open, and none twice", async () => {
    let close = (): void => undefined;
    const { seen, inWindow } = codeWindow();
    const session = signIn(async (url, signal) => {
      const end = await inWindow(url, signal);
      await new Promise<void>((resolve) => (close = resolve));
      return end;
    });
    await untilPhase(session, "waiting");
    expect(await failure(session.enterCode("ABCD-EFGH", going))).toMatchObject({ code: "SIGN_IN_FAILED" });
    while (seen.code === "") await new Promise((resolve) => setTimeout(resolve, 1));
    close();
    await untilPhase(session, "codeWanted");
    await session.enterCode(seen.code, going);
    await session.grant;
    expect(await failure(session.enterCode(seen.code, going))).toMatchObject({ code: "SIGN_IN_FAILED" });
  });

  test("ends as cancelled when it is aborted", async () => {
    const leaving = new AbortController();
    const session = signIn(codeWindow().inWindow, leaving.signal);
    await untilPhase(session, "codeWanted");
    leaving.abort();
    expect(await session.settled()).toMatchObject({ code: "CANCELLED" });
  });

  test("of somebody else cannot be finished with the code alone", async () => {
    const { seen, inWindow } = codeWindow();
    const victim = signIn(inWindow);
    await untilPhase(victim, "codeWanted");
    const attacker = signIn(() => ({ kind: "closed" }), going, "mallory");
    await untilPhase(attacker, "codeWanted");
    expect(await failure(attacker.enterCode(seen.code, going))).toMatchObject({ code: "SIGN_IN_FAILED" });
  });
});
