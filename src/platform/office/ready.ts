/** Where the page found itself. */
export type OfficeReady = {
  /** False where the page was opened by itself in a browser. */
  readonly isExcel: boolean;
  /**
   * Prefix for names of what the browser stores: Excel on the web keeps top-level sites apart with it; empty elsewhere.
   * @see https://learn.microsoft.com/office/dev/add-ins/develop/persisting-add-in-state-and-settings
   */
  readonly partition: string;
};

/** Resolves when Office is ready. */
export async function whenOfficeReady(): Promise<OfficeReady> {
  const { host } = await Office.onReady();
  const isExcel = host === Office.HostType.Excel;
  return { isExcel, partition: (isExcel && partitionKey()) || "" };
}

/** Older hosts have no such key, whatever the type says. */
const partitionKey = (): string | undefined => Office.context.partitionKey;
