/** What a page inside an Office dialog may do: wait for Office, and send a message to the pane. Nothing else works there. */

/** Resolves when messages can be sent. Rejects where office.js did not load. */
export async function whenDialogReady(): Promise<void> {
  await Office.onReady();
}

/**
 * Sends a text to the pane, which is on this page's own origin; hosts before DialogOrigin 1.1 deliver only to that anyway.
 * @see https://learn.microsoft.com/javascript/api/requirement-sets/common/dialog-origin-requirement-sets
 */
export function messagePane(text: string): void {
  const { requirements, ui } = Office.context;
  if (requirements.isSetSupported("DialogOrigin", "1.1")) ui.messageParent(text, { targetOrigin: location.origin });
  else ui.messageParent(text);
}
