import { AppError } from "../base/app-error";
import { assertNever } from "../base/assert-never";
import type { Workbook, XmlPart } from "../platform/ports";
import { definitionsNamespace, type PartFailure, readDefinitions, type StoredDefinitions, writeDefinitions } from "./definitions-xml";
import { mergeDefinitions } from "./merge-definitions";
import type { QueryDefinition } from "./query-definition";
import { keptRemoved, leftOut, notRemoved } from "./removed-queries";
import { nothingUnknown, type UnknownContent } from "./unknown-content";
import { writeXml, type XmlElement } from "./xml";

type Definitions = readonly QueryDefinition[];

/** What of a workbook's queries can be shown, and why some cannot; `null`: all can. */
export type ShownDefinitions = { readonly definitions: Definitions; readonly unreadable: AppError | null };

/** The queries that the workbook carries. */
export interface DefinitionPart {
  read(signal: AbortSignal): Promise<ShownDefinitions>;
  /**
   * Reads, changes and writes the queries, again when somebody else changed them in between; the caller makes one change after the
   * other. Copies that the workbook has of them become one. What is left out is noted as removed, so that a copy that still has it
   * does not bring it back. What cannot be read is kept as it is.
   */
  change(edit: (definitions: Definitions) => Definitions, signal: AbortSignal): Promise<ShownDefinitions>;
}

type Found = Required<StoredDefinitions> & {
  /** All parts, also those that cannot be read. */
  readonly read: readonly XmlPart[];
  /** The parts that they were read from, by Excel's ids. */
  readonly parts: readonly string[];
  readonly failures: readonly PartFailure[];
};

/** A list that never rests is written at last as it was read a moment before. */
const mostAttempts = 5;

/** Makes a {@link DefinitionPart} over the workbook's custom XML. */
export function createDefinitionPart(workbook: Pick<Workbook, "readParts" | "writePart">, now: () => number): DefinitionPart {
  async function find(signal: AbortSignal): Promise<Found> {
    const parts = await workbook.readParts(definitionsNamespace, signal);
    const read = parts.map(({ id, xml }) => ({ id, content: readDefinitions(xml) }));
    const good = read.flatMap(({ id, content }) => (content.ok ? [{ id, ...content.value }] : []));
    const removed = good.flatMap(({ removed: some = [] }) => some);
    return {
      read: parts,
      parts: good.map(({ id }) => id),
      definitions: notRemoved(mergeDefinitions(good.map(({ definitions }) => definitions)), removed),
      unread: eachOnce(good.flatMap(({ unread }) => unread)),
      removed,
      unknown: togetherOf(good.map(({ unknown = nothingUnknown }) => unknown)),
      failures: read.flatMap(({ content }) => (content.ok ? [] : [content.failure])),
    };
  }

  return {
    read: async (signal) => shown(await find(signal)),
    async change(edit, signal) {
      for (let attempt = 1; ; attempt++) {
        const found = await find(signal);
        const definitions = edit(found.definitions);
        const removed = keptRemoved([...found.removed, ...leftOut(found.definitions, definitions, now())], definitions, now());
        const next = { ...found, definitions, removed };
        const part = { namespace: definitionsNamespace, xml: writeDefinitions(next), replaces: found.parts };
        const written = await workbook.writePart(attempt < mostAttempts ? { ...part, read: found.read } : part, signal);
        if (written === "written") return shown(next);
      }
    },
  };
}

const eachOnce = (elements: readonly XmlElement[]) => [...new Map(elements.map((one) => [writeXml(one), one])).values()];

const togetherOf = (parts: readonly UnknownContent[]): UnknownContent => ({
  attributes: Object.fromEntries(parts.flatMap(({ attributes }) => Object.entries(attributes))),
  children: eachOnce(parts.flatMap(({ children }) => children)),
});

function shown({ definitions, unread, failures }: Found): ShownDefinitions {
  const [failure] = unread.length > 0 ? (["broken"] as const) : failures;
  return { definitions, unreadable: failure === undefined ? null : whyUnreadable(failure) };
}

function whyUnreadable(failure: PartFailure): AppError {
  switch (failure) {
    case "newer":
      return new AppError("WORKBOOK_REFUSED", "Some queries of this workbook were saved by a later version of the connector.", {
        hint: "They are kept as they are. Update the add-in, then open the workbook again.",
      });
    case "broken":
      return new AppError("WORKBOOK_REFUSED", "Some queries saved in this workbook are damaged.", {
        hint: "They are kept as they are. Insert them again, or go back to an earlier version of the file.",
      });
    default:
      return assertNever(failure);
  }
}
