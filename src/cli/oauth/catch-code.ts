import { randomBytes } from "node:crypto";
import type { CatchCode } from "../../app/procedures/direct-host";
import { consentPage } from "../../app/procedures/direct-host";
import type { OAuthApp } from "../../auth/oauth-app";
import { readVerifier } from "../../auth/read-verifier";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { CliIo } from "../io";
import { serveOnLoopback } from "../serve-on-loopback";
import { lastPage } from "./last-page";

/**
 * Opens Stripe's consent page in the browser and catches the code at a server of this computer, which takes one answer, with
 * the state that was sent. Stripe redirects live apps by HTTPS only, so this is for test mode.
 */
export function createCatchCode(io: Pick<CliIo, "note" | "openBrowser">): CatchCode {
  return async (app, wish, signal) => {
    const callback = loopbackOf(app);
    const state = wish.state ?? randomBytes(16).toString("hex");
    const answer = await waitForAnswer(callback, state);
    try {
      const url = consentPage({ app, randomBytes }, { ...wish, state });
      io.note(`Allow the access in your browser: ${url}`);
      if (!(await io.openBrowser(url))) io.note("No browser could be started; open the address yourself, or use --headless.");
      return await orAborted(answer.code, signal);
    } finally {
      await answer.close();
    }
  };
}

const portNeeded = "Stripe's answer comes to this port: end the program that has it, perhaps another xlstripe connect, or use --headless.";

type Answer = { readonly code: Promise<Secret>; readonly close: () => Promise<void> };

async function waitForAnswer(callback: URL, state: string): Promise<Answer> {
  let settle: (outcome: () => Secret) => void = () => undefined;
  const outcome = new Promise<() => Secret>((resolve) => (settle = resolve));
  const server = await serveOnLoopback((request) => {
    const url = new URL(request.url);
    if (request.method !== "GET" || url.pathname !== callback.pathname) return Promise.resolve(lastPage("unknown"));
    if (url.searchParams.get("state") !== state) return Promise.resolve(lastPage("foreign"));
    const read = attempt(() => readVerifier(new Secret(url.href), state));
    settle(read);
    return Promise.resolve(lastPage(url.searchParams.has("code") ? "allowed" : "denied"));
  }, Number(callback.port || 80), portNeeded);
  return { code: outcome.then((read) => read()), close: server.finish };
}

/** Runs a task now and gives back how it ended. */
function attempt<T>(task: () => T): () => T {
  try {
    const value = task();
    return () => value;
  } catch (failure) {
    return () => {
      throw failure;
    };
  }
}

/** @throws AppError `BAD_SETTING` where this computer cannot catch the answer. */
function loopbackOf({ mode, redirectUri }: OAuthApp): URL {
  const url = new URL(redirectUri);
  const hint = "Sign in through a gateway (Gateway=https://…), or with --headless: open the address anywhere and bring the code.";
  if (mode === "live") throw new AppError("BAD_SETTING", "Stripe sends live sign-ins to HTTPS addresses only, which this computer has not.", { hint });
  if (url.protocol === "http:" && /^(localhost|127\.0\.0\.1)$/.test(url.hostname)) return url;
  throw new AppError("BAD_SETTING", "The callback address does not lead to this computer, so the answer cannot be caught here.", { hint });
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(AppError.from(signal.reason));
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
