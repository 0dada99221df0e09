import type { AuthorizeRequest } from "./authorize-request";
import { html, type Html } from "./html";
import { modeOf } from "./oauth-app";
import { permissionWords } from "./permission-words";

/** An account that the person may choose. */
export type ConsentAccount = { readonly id: string; readonly name: string; readonly country: string };

const shownFirst = 8;

/** Asks the person: which account, and whether at all. The form sends what was asked back, with `account` and `decision`. */
export function consentPage(request: AuthorizeRequest, accounts: readonly ConsentAccount[], form: ReadonlyMap<string, string>): Html {
  const { app, redirectUri } = request;
  return html`
<span class="badge">Sandbox: no real money, ${modeOf(app.clientSecret)} mode</span>
<div class="marks" aria-hidden="true"><span class="mark own">${app.name.charAt(0)}</span><span class="dots">•••</span><span class="mark">S</span></div>
<h1>${app.name} wants to connect to your Stripe account</h1>
<p>Only allow it when you started this yourself, from Excel.</p>
<form method="post">
${[...form].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<fieldset><legend>Account to connect</legend>${accounts.map(accountChoice)}</fieldset>
${permissionList(request)}
<div class="actions"><button name="decision" value="deny">Deny</button><button class="allow" name="decision" value="allow">Allow</button></div>
</form>
<p class="note">Either way you go back to <code>${new URL(redirectUri).origin}</code>.</p>
`;
}

function accountChoice({ id, name, country }: ConsentAccount, index: number): Html {
  const checked = { html: index === 0 ? " checked" : "" };
  return html`<label><input type="radio" name="account" value="${id}" required${checked}><span><span class="name">${name}</span><span class="id">${country} · ${id}</span></span></label>`;
}

function permissionList({ app, scope }: AuthorizeRequest): Html {
  const byScope = scope === "read_write" ? "all" : "read";
  const { heading, lines } = permissionWords(app.variant === "apps" ? (app.permissions ?? []) : byScope);
  const items = lines.map((line) => html`<li>${line}</li>`);
  const more = items.slice(shownFirst);
  const rest = more.length === 0 ? html`` : html`<details><summary>and ${more.length} more</summary><ul>${more}</ul></details>`;
  return html`<h2>${heading}</h2><ul class="${lines.length < 4 ? "one" : "two"}">${items.slice(0, shownFirst)}</ul>${rest}`;
}
