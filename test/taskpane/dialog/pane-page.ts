/** A pane that does nothing but open dialogs, on the real adapter. */
import { AppError } from "../../../src/base/app-error";
import { createOfficeDialogs } from "../../../src/platform/office/dialogs";
import { whenOfficeReady } from "../../../src/platform/office/ready";
import type { DialogEnd } from "../../../src/platform/ports";

const dialogs = createOfficeDialogs();
let leaving = new AbortController();
const ends: (DialogEnd | { readonly kind: "failed"; readonly message: string })[] = [];

const pane = {
  ends,
  open(path: string): void {
    leaving = new AbortController();
    dialogs.open(`${location.origin}${path}`, leaving.signal).then(
      (end) => ends.push(end),
      (thrown: unknown) => ends.push({ kind: "failed", message: AppError.from(thrown).message }),
    );
  },
  leave: () => leaving.abort(),
};

export type DialogPane = typeof pane;
void whenOfficeReady().then(() => Object.assign(window, { pane }));
