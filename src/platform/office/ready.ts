/** Resolves when Office is ready: true in Excel, false where the page was opened by itself. */
export async function isExcelReady(): Promise<boolean> {
  const { host } = await Office.onReady();
  return host === Office.HostType.Excel;
}
