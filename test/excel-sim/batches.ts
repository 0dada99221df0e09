/** The sheet that a batch works on. */
export const active = (context: Excel.RequestContext): Excel.Worksheet => context.workbook.worksheets.getActiveWorksheet();

/** The code of the error that a batch ends with. */
export async function codeOf(batch: (context: Excel.RequestContext) => Promise<unknown>): Promise<string> {
  return Excel.run(batch).then(
    () => "no error",
    (error: OfficeExtension.Error) => error.code,
  );
}
