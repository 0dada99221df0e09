import type { DialogReply } from "../../auth/gateway-api";
import { dialogEndScript } from "../../auth/gateway-api";
import { type Html, html, renderPage } from "./page-layout";
import type { CallbackOutcome } from "./receive-callback";
import { groupTypedCode } from "./typed-code";

/**
 * The page for a browser that comes without a sign-in of ours, such as an install begun at Stripe: how to connect from Excel.
 * It brings its own strict headers, so `secureHeaders` around it must run with `overwrite: false`.
 */
export function howToConnectPage(status = 200): Response {
  const title = "Connect Stripe from Excel";
  return renderPage({
    status,
    title,
    content: html`<h1>${title}</h1>
<p>No sign-in in Excel waits for this page: it began at Stripe, has expired, or was used already. Nothing was connected.</p>
<ol>
<li>Open Excel and, on the Data tab in the group Stripe, choose Get Data, then New Connection.</li>
<li>Choose Sign in with Stripe.</li>
<li>Allow the access in the window that opens.</li>
</ol>
<p class="quiet">You can close this window.</p>`,
  });
}

/** What the callback shows; in an Office dialog its scripts hand the outcome to the pane at once. `officeJs`: address of Office's library. */
export function callbackPage(outcome: CallbackOutcome, officeJs: string): Response {
  // The last one closes the window of a lost dialog; the first one keeps it, since the code is read there.
  const scripts = [dialogEndScript, officeJs];
  switch (outcome.kind) {
    case "foreign":
      return howToConnectPage(400);
    case "denied":
      return renderPage({ status: 200, title: "Not connected", content: denied(outcome.state), scripts });
    case "failed":
      return renderPage({ status: 200, title: "Not connected", content: failed(outcome.state), scripts });
    case "answered":
      return renderPage({ status: 200, title: "Go back to Excel", content: answered(outcome), scripts });
  }
}

/** Carries the message for the pane, where the script of the page looks for it. */
function forPane(reply: DialogReply): Html {
  return html`<div id="dialog-reply" data-reply="${JSON.stringify(reply)}"></div>`;
}

function answered({ state, handle, typedCode }: Extract<CallbackOutcome, { kind: "answered" }>): Html {
  return html`<h1>Go back to Excel</h1>
<p>Stripe has allowed the access. Excel finishes the connection.</p>
<p>If Excel does not go on by itself, type this code in the pane:</p>
<p class="code">${groupTypedCode(typedCode)}</p>
<p>Type it only into the Excel in which you began, and tell it to nobody. It works once, within four minutes.</p>
<p class="quiet">You did not begin this in Excel? Then close this window: nothing is connected without the code.</p>
${forPane({ kind: "stripe-oauth", state, handle })}`;
}

function denied(state: string): Html {
  return html`<h1>Not connected</h1>
<p>Stripe was told not to allow the access, so nothing was connected.</p>
<p class="quiet">You can close this window and go back to Excel.</p>
${forPane({ kind: "stripe-oauth", state, error: "access_denied" })}`;
}

function failed(state: string): Html {
  return html`<h1>Not connected</h1>
<p>Stripe could not allow the access. Nothing was connected.</p>
<p>Go back to Excel and sign in again; if it fails again, tell whoever set up the connector's app at Stripe.</p>
<p class="quiet">You can close this window.</p>
${forPane({ kind: "stripe-oauth", state, error: "failed" })}`;
}
