/** Changes a table of the workbook as a person or another add-in does, in a request of its own. */
export function inTable(name: string, change: (table: Excel.Table) => void): Promise<void> {
  return Excel.run(async (context) => {
    change(context.workbook.tables.getItem(name));
    await context.sync();
  });
}
