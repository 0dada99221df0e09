import { AppError } from "../base/app-error";
import { assertNever } from "../base/assert-never";
import type { Workbook } from "../platform/ports";
import type { QueryDefinition } from "./app-api";
import { definitionsNamespace, type PartFailure, readDefinitions, writeDefinitions } from "./definitions-xml";

type Definitions = readonly QueryDefinition[];

/** The queries that the workbook carries. */
export interface DefinitionPart {
  /** @throws AppError `WORKBOOK_REFUSED` when the part is damaged or of a later version. */
  read(signal: AbortSignal): Promise<Definitions>;
  /**
   * Reads, changes and writes the part; the caller makes one change after the other.
   * @throws AppError as `read`; a part that cannot be read is never overwritten.
   */
  change(edit: (definitions: Definitions) => Definitions, signal: AbortSignal): Promise<Definitions>;
}

/** Makes a {@link DefinitionPart} over the workbook's custom XML. */
export function createDefinitionPart(workbook: Workbook): DefinitionPart {
  async function read(signal: AbortSignal): Promise<Definitions> {
    const xml = await workbook.readPart(definitionsNamespace, signal);
    if (xml === null) return [];
    const definitions = readDefinitions(xml);
    if (definitions.ok) return definitions.value;
    throw unreadable(definitions.failure);
  }

  async function change(edit: (definitions: Definitions) => Definitions, signal: AbortSignal): Promise<Definitions> {
    const next = edit(await read(signal));
    await workbook.writePart({ namespace: definitionsNamespace, xml: writeDefinitions(next) }, signal);
    return next;
  }

  return { read, change };
}

function unreadable(failure: PartFailure): AppError {
  switch (failure) {
    case "newer":
      return new AppError("WORKBOOK_REFUSED", "The queries of this workbook were saved by a later version of the connector.", {
        hint: "Update the add-in, then open the workbook again.",
      });
    case "broken":
      return new AppError("WORKBOOK_REFUSED", "The queries saved in this workbook are damaged.", {
        hint: "Go back to an earlier version of the file, or copy the sheets into a new workbook and insert the queries again.",
      });
    default:
      return assertNever(failure);
  }
}
