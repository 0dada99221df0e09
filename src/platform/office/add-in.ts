import type { AddIn } from "../ports";
import { requireCapability } from "./capabilities";
import { createDocumentAddress } from "./document-address";
import { toWorkbookError } from "./excel-errors";

/** The add-in's own place in Excel. @see https://learn.microsoft.com/office/dev/add-ins/develop/run-code-on-document-open */
export const officeAddIn: AddIn = {
  showPane: () => asking(() => Office.addin.showAsTaskpane()),
  startWithWorkbook: (enabled) =>
    asking(() => Office.addin.setStartupBehavior(enabled ? Office.StartupBehavior.load : Office.StartupBehavior.none)),
  documentAddress: createDocumentAddress(),
};

async function asking(ask: () => Promise<void>): Promise<void> {
  requireCapability("sharedRuntime");
  try {
    await ask();
  } catch (failure) {
    throw toWorkbookError(failure);
  }
}
