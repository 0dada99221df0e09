import type { AuthorizeAddress, AuthorizeRequest } from "./authorize-request";
import { readAuthorizeRequest } from "./authorize-request";
import { consentPage, type ConsentAccount } from "./consent-page";
import { html } from "./html";
import type { Ledger } from "./ledger";
import type { SandboxOAuthApp } from "./oauth-app";
import { OAuthRefusal } from "./oauth-refusal";
import { pageReply } from "./page";
import { singleParameters } from "./single-parameters";

export type AuthorizeServer = {
  readonly apps: readonly SandboxOAuthApp[];
  readonly ledger: Ledger;
  readonly accounts: () => readonly ConsentAccount[];
  readonly coop: boolean;
  /** A word that nobody can guess. */
  readonly nonce: () => string;
};

/** The consent page (GET) and the decision taken on it (POST). What cannot be trusted is answered here, never by a redirect. */
export async function answerAuthorize(request: Request, address: AuthorizeAddress, server: AuthorizeServer): Promise<Response> {
  try {
    if (request.method === "POST") return decide(await formOf(request), address, server);
    return showConsent(singleParameters(new URL(request.url).searchParams), address, server);
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return refusalPage(thrown, address, server);
    throw thrown;
  }
}

async function formOf(request: Request): Promise<ReadonlyMap<string, string>> {
  return singleParameters(new URLSearchParams(await request.text()));
}

function showConsent(parameters: ReadonlyMap<string, string>, address: AuthorizeAddress, server: AuthorizeServer): Response {
  const asked = readAuthorizeRequest(address, parameters, server.apps);
  const target = new URL(asked.redirectUri).origin;
  const frame = { status: 200, title: `Connect ${asked.app.name}`, nonce: server.nonce(), formTargets: ["'self'", target], coop: server.coop };
  return pageReply(frame, consentPage(asked, server.accounts(), parameters));
}

/** The form carries the whole request again, so it is checked again: a form can be sent by anybody. */
function decide(form: ReadonlyMap<string, string>, address: AuthorizeAddress, server: AuthorizeServer): Response {
  const asked = readAuthorizeRequest(address, form, server.apps);
  const decision = form.get("decision");
  if (decision === "deny") return redirect(asked, { error: "access_denied", error_description: "The user denied your request" });
  const account = server.accounts().find(({ id }) => id === form.get("account"));
  if (decision !== "allow" || account === undefined) throw new OAuthRefusal("invalid_request", "Choose an account, then Allow or Deny.");
  const { app, scope } = asked;
  const code = server.ledger.issueCode({ app, account: account.id, scope });
  return redirect(asked, app.variant === "connect" ? { scope, code } : { code });
}

function redirect({ redirectUri, state }: AuthorizeRequest, answer: Readonly<Record<string, string>>): Response {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.append(name, value);
  if (state !== null) target.searchParams.append("state", state);
  return new Response(null, { status: 302, headers: { location: target.href, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}

/** Connect shows errors as JSON, the marketplace as a page of its own. */
function refusalPage({ error, message, status }: OAuthRefusal, { variant }: AuthorizeAddress, server: AuthorizeServer): Response {
  if (variant === "connect") return Response.json({ error, error_description: message }, { status, headers: { "cache-control": "no-store" } });
  const frame = { status, title: "This link does not work", nonce: server.nonce(), formTargets: [], coop: server.coop };
  return pageReply(frame, html`<span class="badge">Sandbox</span><h1>This link does not work</h1><p>${message}</p><p class="note"><code>${error}</code></p>`);
}
