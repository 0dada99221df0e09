/**
 * Where the workbook's file is. The `url` that Office keeps is the address of the add-in's start and stays so when the file is saved
 * elsewhere, so Excel is asked. For a file that was never saved it gives an empty address or fails; it may also fail for a moment, and
 * then what it said last holds.
 * @see https://learn.microsoft.com/javascript/api/office/office.document#office-office-document-getfilepropertiesasync-member(1)
 * @see https://github.com/OfficeDev/office-js/issues/1507
 */
export function createDocumentAddress(): (signal: AbortSignal) => Promise<string | null> {
  let last = "";
  return async (signal) => {
    const { document: file } = Office.context;
    const asked = await askExcel(file, signal);
    last = asked || last || file.url;
    return last || null;
  };
}

/** `null`: Excel does not say. */
function askExcel(file: Office.Document, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) return leave();
    signal.addEventListener("abort", leave, { once: true });
    file.getFilePropertiesAsync((result) => {
      signal.removeEventListener("abort", leave);
      resolve(result.status === Office.AsyncResultStatus.Succeeded ? result.value.url : null);
    });
  });
}
