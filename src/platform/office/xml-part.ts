import type { PartWrite, XmlPart } from "../ports";
import { requireCapability } from "./capabilities";
import { runExcelWhenIdle } from "./run-excel";

/** Excel's ids of the custom XML parts with a namespace; copies and merges can leave several. */
async function findParts(context: Excel.RequestContext, namespace: string): Promise<readonly string[]> {
  const parts = context.workbook.customXmlParts.getByNamespace(namespace);
  parts.load("items/id");
  await context.sync();
  return parts.items.map((part) => part.id).sort();
}

async function partsNow(context: Excel.RequestContext, namespace: string): Promise<readonly XmlPart[]> {
  const ids = await findParts(context, namespace);
  const parts = ids.map((id) => ({ id, xml: context.workbook.customXmlParts.getItem(id).getXml() }));
  await context.sync();
  return parts.map(({ id, xml }) => ({ id, xml: xml.value }));
}

/** The workbook's custom XML parts with a namespace, in the order of their ids. */
export async function readParts(namespace: string, signal: AbortSignal): Promise<readonly XmlPart[]> {
  requireCapability("xmlParts");
  return runExcelWhenIdle(signal, (context) => partsNow(context, namespace));
}

/** The text of the first of them, or `null`. */
export async function readPart(namespace: string, signal: AbortSignal): Promise<string | null> {
  const [first] = await readParts(namespace, signal);
  return first?.xml ?? null;
}

/**
 * Puts a part in the place of others, or adds it where none of them is there. Excel has no versions of parts, so what was read is
 * compared just before the write.
 */
export async function writePart({ namespace, xml, replaces, read }: PartWrite, signal: AbortSignal): Promise<"written" | "changed"> {
  requireCapability("xmlParts");
  return runExcelWhenIdle(signal, async (context) => {
    const { customXmlParts } = context.workbook;
    if (read !== undefined && !isSame(await partsNow(context, namespace), read)) return "changed";
    const wished = replaces ?? (await findParts(context, namespace)).slice(0, 1);
    const parts = wished.map((id) => customXmlParts.getItemOrNullObject(id));
    await context.sync();
    const [first, ...others] = parts.filter((part) => !part.isNullObject);
    if (first) first.setXml(xml);
    else customXmlParts.add(xml);
    for (const other of others) other.delete();
    await context.sync();
    return "written";
  });
}

const isSame = (one: readonly XmlPart[], other: readonly XmlPart[]): boolean =>
  one.length === other.length && one.every(({ id, xml }, index) => other[index]?.id === id && other[index].xml === xml);
