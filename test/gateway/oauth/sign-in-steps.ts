import { expect } from "@jest/globals";
import { randomBytes } from "node:crypto";

import type { CompleteRequest, DialogReply, StartReply, StartRequest } from "../../../src/auth/gateway-api";
import type { GrantSummary } from "../../../src/auth/grant";
import { challengeOf, createVerifier } from "../../../src/auth/pkce";
import { publicUrl, type TestGateway } from "./open-test-gateway";

/** A sign-in that a person's pane has begun. */
export type Begun = StartReply & { readonly person: string; readonly verifier: string };

/** What the callback page says. */
export type CallbackPage = { readonly status: number; readonly reply: DialogReply | null; readonly typedCode: string | null; readonly text: string };

/** The pane begins. */
export async function begin(gateway: TestGateway, person: string, wish: Partial<StartRequest> = {}): Promise<Begun> {
  const verifier = createVerifier((count) => new Uint8Array(randomBytes(count)));
  const json = { variant: "apps", mode: "test", clientId: null, challenge: await challengeOf(verifier), ...wish };
  const reply = await gateway.ask(person, "/oauth/start", { method: "POST", json });
  expect(reply.status).toBe(200);
  return { ...((await reply.json()) as StartReply), person, verifier };
}

/** A browser follows the link to Stripe; the address of the callback after the decision there. */
export async function consent(gateway: TestGateway, { browserUrl }: Pick<Begun, "browserUrl">, decision: "allow" | "deny" = "allow"): Promise<string> {
  const go = await gateway.visit(browserUrl.slice(publicUrl.length));
  expect(go.status).toBe(302);
  const consentUrl = go.headers.get("location") ?? "";
  const form = new URLSearchParams(new URL(consentUrl).searchParams);
  form.set("account", gateway.sandbox.accounts().platform);
  form.set("decision", decision);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const back = await gateway.sandbox.handle(new Request(consentUrl, { method: "POST", headers, body: form.toString() }));
  expect(back.status).toBe(302);
  return back.headers.get("location") ?? "";
}

/** The browser arrives at the callback. */
export async function arrive(gateway: TestGateway, callbackUrl: string): Promise<CallbackPage> {
  const page = await gateway.visit(callbackUrl.slice(publicUrl.length));
  const text = await page.text();
  const [, reply] = /data-reply="([^"]*)"/.exec(text) ?? [];
  const [, typedCode = null] = /class="code">([^<]*)</.exec(text) ?? [];
  return { status: page.status, text, typedCode, reply: reply === undefined ? null : (JSON.parse(unescape(reply)) as DialogReply) };
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** From the pane's begin to the callback page. */
export async function signInUpToPage(gateway: TestGateway, person: string, wish: Partial<StartRequest> = {}) {
  const begun = await begin(gateway, person, wish);
  const page = await arrive(gateway, await consent(gateway, begun));
  if (page.reply === null || !("handle" in page.reply)) throw new Error("the page has no handle");
  return { ...begun, handle: page.reply.handle, typedCode: page.typedCode ?? "", page };
}

/** The pane asks to finish, as somebody and with some proof. */
export async function complete(gateway: TestGateway, person: string, request: CompleteRequest): Promise<Response> {
  const { state, verifier } = request;
  const proof = "handle" in request ? { handle: request.handle } : { typedCode: request.typedCode };
  return gateway.ask(person, "/oauth/complete", { method: "POST", json: { state, verifier, ...proof } });
}

/** A whole sign-in. */
export async function signIn(gateway: TestGateway, person: string, wish: Partial<StartRequest> = {}): Promise<GrantSummary> {
  const { state, verifier, handle } = await signInUpToPage(gateway, person, wish);
  const reply = await complete(gateway, person, { state, verifier, handle });
  expect(reply.status).toBe(200);
  return (await reply.json()) as GrantSummary;
}

/** Code and sentence of a refusal. */
export async function refusal(reply: Response): Promise<{ readonly status: number; readonly code: string; readonly message: string }> {
  const { error } = (await reply.json()) as { readonly error: { readonly code: string; readonly message: string } };
  return { status: reply.status, code: error.code, message: error.message };
}
