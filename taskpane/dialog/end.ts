/**
 * Last page of the sign-in dialog, made by the gateway. It hands its reply to the pane; where that cannot be done, the
 * page simply stays, with the code that the person types.
 */
import { messagePane, whenDialogReady } from "../../src/platform/office/dialog-page";

async function end(): Promise<void> {
  const reply = document.querySelector<HTMLElement>("#dialog-reply")?.dataset["reply"];
  if (reply === undefined) return;
  await whenDialogReady();
  messagePane(reply);
}

// Nothing is said to the person: the page already shows what to do without a message.
end().catch(reportError);
