import type { TableRef, TableRefresh, Workbook, WrittenTable } from "../../platform/ports";
import { type AuditKind, auditTables, contentOf, type EvidenceRow } from "./audit-tables";
import { type KeptTable, type KeptTables, readKeptTables, writeKeptTables } from "./audit-part";

/** Rows that queries have in one table from now on. */
export type RowsToKeep = {
  readonly kind: AuditKind;
  /** Ids of the queries: rows of theirs that are not among `rows` are marked, rows of others stay as they are. */
  readonly queries: readonly string[];
  readonly rows: readonly EvidenceRow[];
  /** What marked rows say, such as `2026-11-21`. */
  readonly day: string;
  /** Columns that the rows speak of; absent: all. */
  readonly headers?: readonly string[];
};

/** Puts rows into the tables of evidence, whose sheets are made when they are first needed. */
export async function writeEvidence(workbook: Workbook, parts: readonly RowsToKeep[], signal: AbortSignal): Promise<void> {
  let kept = await readKeptTables(workbook, signal);
  for (const part of parts) {
    const standing = await findStanding(workbook, kept[part.kind], signal);
    if (standing === null && part.rows.length === 0) continue;
    if (standing === null) kept = await insert(workbook, { part, kept }, signal);
    else {
      const written = await workbook.refreshTable(refOf(standing), toRefresh(part, standing), signal);
      kept = await note(workbook, { kept, part, written }, signal);
    }
  }
}

async function findStanding(workbook: Workbook, kept: KeptTable | undefined, signal: AbortSignal): Promise<KeptTable | null> {
  if (kept === undefined) return null;
  return (await workbook.findTable(refOf(kept), signal)) === null ? null : kept;
}

type Insert = { readonly part: RowsToKeep; readonly kept: KeptTables };

/** Makes the table; it is taken away again when the workbook cannot note that it is ours. */
async function insert(workbook: Workbook, { part, kept }: Insert, signal: AbortSignal): Promise<KeptTables> {
  const { title, headers, widths } = auditTables[part.kind];
  let now = kept;
  await workbook.insertTable(
    {
      target: { kind: "newSheet", sheetName: title },
      name: title,
      content: contentOf(headers, part.rows),
      widths,
      hidden: [headers.indexOf("Query id")],
      inBackground: true,
      confirm: async (written) => {
        const next = { ...kept, [part.kind]: toKept(written) };
        await writeKeptTables(workbook, next, signal);
        now = next;
      },
    },
    signal,
  );
  return now;
}

type Note = { readonly kept: KeptTables; readonly part: RowsToKeep; readonly written: WrittenTable };

/** A table that is found as before need not be noted again. */
async function note(workbook: Workbook, { kept, part, written }: Note, signal: AbortSignal): Promise<KeptTables> {
  const now = toKept(written);
  if (JSON.stringify(now) === JSON.stringify(kept[part.kind])) return kept;
  const next = { ...kept, [part.kind]: now };
  await writeKeptTables(workbook, next, signal);
  return next;
}

function toRefresh({ kind, queries, rows, day, headers = auditTables[kind].headers }: RowsToKeep, { columns }: KeptTable): TableRefresh {
  return {
    content: contentOf(headers, rows),
    columns,
    key: auditTables[kind].key.map((header) => headers.indexOf(header)),
    order: [],
    gone: "mark",
    goneSince: day,
    goneHeader: "Not updated since",
    scope: { column: headers.indexOf("Query id"), values: queries },
  };
}

const refOf = ({ ref, columns }: KeptTable): TableRef => ({ ...ref, headers: columns.map(({ header }) => header) });

const toKept = ({ location, columns }: WrittenTable): KeptTable => ({ ref: { id: location.id, name: location.name }, columns });
