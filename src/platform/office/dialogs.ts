import type { DialogEnd, DialogMessage, Dialogs } from "../ports";
import { requireCapability } from "./capabilities";
import { dialogError } from "./dialog-errors";

/** Percent of the screen; Stripe's consent page needs the height. */
const size = { height: 75, width: 40 } as const;

const codes = { closed: 12_006, alreadyOpen: 12_007 } as const;

/**
 * Office dialogs. A runtime has one at a time. `promptBeforeOpen: false` saves Excel on the web a question of its own: a
 * dialog opens only after the person pressed a button, which browsers let open a window.
 * @see https://learn.microsoft.com/office/dev/add-ins/develop/dialog-api-in-office-add-ins
 */
export function createOfficeDialogs(): Dialogs {
  let isOpen = false;
  return {
    async open(url, signal) {
      signal.throwIfAborted();
      requireCapability("dialogs");
      if (isOpen) throw dialogError(codes.alreadyOpen);
      isOpen = true;
      try {
        return await untilEnd(await display(url), signal);
      } finally {
        isOpen = false;
      }
    },
  };
}

function display(url: string): Promise<Office.Dialog> {
  const options = { ...size, promptBeforeOpen: false, displayInIframe: false };
  return new Promise((resolve, reject) => {
    Office.context.ui.displayDialogAsync(url, options, (result) => {
      if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
      else reject(dialogError(result.error.code));
    });
  });
}

/** The first message, or the end. A window that Office calls closed may still show its page, so it is left alone. */
function untilEnd(dialog: Office.Dialog, signal: AbortSignal): Promise<DialogEnd> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      dialog.close();
      reject(signal.reason as Error);
    };
    const over = () => signal.removeEventListener("abort", leave);
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => {
      if (!("message" in event)) return;
      over();
      dialog.close();
      resolve({ kind: "message", message: toMessage(event) });
    });
    dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => {
      if (!("error" in event)) return;
      over();
      if (event.error === codes.closed) return resolve({ kind: "closed" });
      dialog.close();
      reject(dialogError(event.error));
    });
  });
}

/** Hosts before DialogOrigin 1.1 tell no origin. */
const toMessage = ({ message, origin }: { message: string; origin: string | undefined }): DialogMessage => ({
  text: message,
  origin: origin ?? null,
});
