import { AppError } from "../../../src/base/app-error";
import type { InsertRequest } from "../../../src/app/app-api";
import { officeWorkbook } from "../../../src/platform/office/workbook";
import type { Workbook } from "../../../src/platform/ports";
import type { StartedOffice } from "../../excel-sim/jest-office";
import { going, startApp } from "../harness";

type Cells = Readonly<Record<string, unknown>>;

export const charges = "SELECT id, amount_major AS amount, currency FROM charges";

/** Rows of a table of the workbook, by header. */
export function rowsOf({ model }: Pick<StartedOffice, "model">, name: string): readonly Cells[] {
  const table = model.tables().find((one) => one.name === name);
  if (!table) throw new Error(`no table ${name}`);
  const [headers = [], ...rows] = model.readValues(table.area);
  return rows.map((row) => Object.fromEntries(headers.map((header, column) => [String(header), row[column]])));
}

/** The whole app on a real office.js, connected; `refuse`: which writes of the workbook fail. */
export async function startAudited(refuse: (method: "insertTable" | "refreshTable") => boolean = () => false) {
  const writes: string[] = [];
  const busy = new AppError("WORKBOOK_BUSY", "The sheet is protected.", { hint: "Unprotect it." });
  const attempt = <T>(method: "insertTable" | "refreshTable", what: string, write: () => Promise<T>): Promise<T> => {
    writes.push(`${method} ${what}`);
    return refuse(method) && what.startsWith("Stripe") ? Promise.reject(busy) : write();
  };
  const workbook: Workbook = {
    ...officeWorkbook,
    insertTable: (insert, signal) => attempt("insertTable", insert.name, () => officeWorkbook.insertTable(insert, signal)),
    refreshTable: (ref, refresh, signal) => attempt("refreshTable", ref.name ?? "", () => officeWorkbook.refreshTable(ref, refresh, signal)),
  };
  const started = startApp({ workbook });
  await started.connect("acme", { TimeZone: "Europe/Berlin" });
  const { queries } = started.app;
  async function insert(name: string, sql: string, more: Partial<InsertRequest> = {}): Promise<string> {
    const request: InsertRequest = { name, run: { sql }, target: { kind: "newSheet", sheetName: name }, ...more };
    const { definition } = await queries.insert(request, { signal: going() });
    await queries.setEvidence(definition.id, true, going());
    return definition.id;
  }
  const refresh = (id: string) => queries.refresh(id, { signal: going() });
  const state = (id: string) => queries.list.get().find(({ definition }) => definition.id === id);
  return { ...started, queries, insert, refresh, state, writes };
}
