import type { RandomBytes, Workbook } from "../../platform/ports";
import { createQueue } from "../one-at-a-time";
import { openOnce } from "../open-once";
import { element, readXml, writeXml } from "../xml";

/** Namespace of the workbook's custom XML part that holds its id. */
export const identityNamespace = "urn:excel-connector-for-stripe:workbook:1";

/** The id by which this person's permissions know the workbook. It travels with the file, so it is worth nothing alone. */
export type WorkbookIdentity = {
  /** `null`: the workbook has none yet. */
  readonly read: (signal: AbortSignal) => Promise<string | null>;
  /** Gives the workbook an id when it has none. */
  readonly ensure: (signal: AbortSignal) => Promise<string>;
};

/** Makes a {@link WorkbookIdentity}; the workbook is asked once, because thousands of formulas want to know. */
export function createWorkbookIdentity(workbook: Pick<Workbook, "readPart" | "writePart">, randomBytes: RandomBytes): WorkbookIdentity {
  const inTurn = createQueue();
  let known: string | null = null;
  const look = async (signal: AbortSignal) => idOf(await workbook.readPart(identityNamespace, signal));
  const lookOnce = openOnce(look);

  async function give(signal: AbortSignal): Promise<string> {
    const id = hex(randomBytes(16));
    await workbook.writePart({ namespace: identityNamespace, xml: partOf(id) }, signal);
    return id;
  }

  return {
    read: async (signal) => known ?? (await lookOnce(signal)),
    // Somebody else at the same file may have given it one meanwhile.
    ensure: (signal) => inTurn(async () => (known ??= (await look(signal)) ?? (await give(signal)))),
  };
}

/** Bytes as text. */
export const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const partOf = (id: string) => writeXml(element("workbook", { attributes: { xmlns: identityNamespace, id } }));

/** A part of another form holds no id, so that the workbook is unknown. */
function idOf(xml: string | null): string | null {
  const root = xml === null ? null : readXml(xml);
  const id = root?.name === "workbook" ? root.attributes["id"] : undefined;
  return id !== undefined && /^[0-9a-f]{32}$/.test(id) ? id : null;
}
