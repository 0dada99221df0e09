/**
 * Last page of the sign-in dialog, made by the gateway. It hands its reply to the pane; where that cannot be done, the
 * page simply stays, with the code that the person types. It has to stand before office.js in the page.
 */
import { messagePane, whenDialogReady } from "../../src/platform/office/dialog-page";

/** On the web, office.js closes a dialog that has lost its opener, while the person still has to read the code there. */
function stayOpen(): void {
  if (window.opener === null) window.close = () => undefined;
}

/** All scripts of the page, office.js among them, have run by then. */
const whenPageReady = () => new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

async function end(): Promise<void> {
  stayOpen();
  const reply = document.querySelector<HTMLElement>("#dialog-reply")?.dataset["reply"];
  if (reply === undefined) return;
  await whenPageReady();
  await whenDialogReady();
  messagePane(reply);
}

// Nothing is said to the person: the page already shows what to do without a message.
end().catch(reportError);
