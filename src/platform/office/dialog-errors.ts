import { AppError } from "../../base/app-error";

type Advice = { readonly sentence: string; readonly hint: string };

const tryAgain = "Press the button again.";
const checkAddIn = "Close this pane and open it again; if it stays, tell whoever installed the add-in.";
const notOpened = (hint: string): Advice => ({ sentence: "Excel could not open the sign-in window.", hint });

/**
 * What Office answers instead of a dialog, and the events by which one ends.
 * 12000 to 12001, 12008, 12010 and 12012 to 12014 stand in office.js but not in its documentation.
 * @see https://learn.microsoft.com/office/dev/add-ins/develop/dialog-handle-errors-events
 */
export const dialogAdvices: Readonly<Record<number, Advice>> = {
  12000: notOpened(checkAddIn),
  12001: notOpened(checkAddIn),
  12002: {
    sentence: "A page of the sign-in could not be loaded.",
    hint: "Check the network connection, then press the button again.",
  },
  12003: {
    sentence: "The sign-in led to a page without encryption, so it was stopped.",
    hint: "Do not go on in this network; if it stays elsewhere, tell whoever runs the connector's server.",
  },
  12004: { sentence: "Excel does not trust the address of the sign-in page.", hint: "The server's public address must be that of the add-in; tell whoever runs it." },
  12005: { sentence: "The sign-in page has no encrypted address.", hint: "The server's public address must begin with https; tell whoever runs it." },
  12006: { sentence: "The sign-in window is closed.", hint: "Press the button again, or enter the code that the last page showed." },
  12007: { sentence: "Another window of this add-in is open.", hint: "Close it, then press the button again." },
  12008: notOpened(tryAgain),
  12009: { sentence: "The sign-in window was not allowed to open.", hint: "Press the button again and choose Allow." },
  12010: notOpened(checkAddIn),
  12011: {
    sentence: "The browser blocked the sign-in window.",
    hint: "Allow pop-ups for this page in the browser, then press the button again.",
  },
  12012: { sentence: "Excel itself shows a window.", hint: "Close Excel's own window, then press the button again." },
  12013: { sentence: "Another workbook is in front.", hint: "Bring this workbook to the front, then press the button again." },
  12014: { sentence: "Excel is minimized.", hint: "Bring Excel's window back, then press the button again." },
};

/** The error of a dialog that did not open, or that ended with an event other than being closed. */
export function dialogError(code: number): AppError {
  const { sentence, hint } = dialogAdvices[code] ?? notOpened(tryAgain);
  return new AppError("SIGN_IN_FAILED", sentence, { hint, detail: { office: code } });
}
