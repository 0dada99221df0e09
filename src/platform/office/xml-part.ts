import { requireCapability } from "./capabilities";
import { runExcelWhenIdle } from "./run-excel";

/** The first of the workbook's custom XML parts with a namespace; copied sheets and merges can leave more. */
async function findPart(context: Excel.RequestContext, namespace: string): Promise<Excel.CustomXmlPart | undefined> {
  const parts = context.workbook.customXmlParts.getByNamespace(namespace);
  parts.load("items/id");
  await context.sync();
  const [id] = parts.items.map((part) => part.id).sort();
  return id === undefined ? undefined : context.workbook.customXmlParts.getItem(id);
}

/** The text of the workbook's custom XML part with a namespace, or `null`. */
export async function readPart(namespace: string, signal: AbortSignal): Promise<string | null> {
  requireCapability("xmlParts");
  return runExcelWhenIdle(signal, async (context) => {
    const part = await findPart(context, namespace);
    const xml = part?.getXml();
    await context.sync();
    return xml?.value ?? null;
  });
}

/** Adds or replaces that part. */
export async function writePart(part: { readonly namespace: string; readonly xml: string }, signal: AbortSignal): Promise<void> {
  requireCapability("xmlParts");
  await runExcelWhenIdle(signal, async (context) => {
    const found = await findPart(context, part.namespace);
    if (found) found.setXml(part.xml);
    else context.workbook.customXmlParts.add(part.xml);
    await context.sync();
  });
}
