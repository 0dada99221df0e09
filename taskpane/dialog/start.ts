/**
 * First page of the sign-in dialog. It waits for Office before it goes to another origin: hosts that see a redirect before
 * office.js ran lose the link to the dialog.
 */
import { browserClock } from "../../src/platform/browser/clock";
import { whenDialogReady } from "../../src/platform/office/dialog-page";
import { goAddress } from "./go-address";

/** Without Office no message can reach the pane, but the person can still type the code of the last page. */
const longestWait = 10_000;

async function start(): Promise<void> {
  const address = goAddress(location.search);
  if (address === null) return say("This page begins a sign-in. Open it from Excel: New Connection, then Sign in with Stripe.");
  const { signal } = new AbortController();
  await Promise.race([whenDialogReady().catch(reportError), browserClock.sleep(longestWait, signal)]);
  location.replace(address);
}

function say(sentence: string): void {
  const place = document.querySelector("#status");
  if (place) place.textContent = sentence;
}

start().catch(reportError);
