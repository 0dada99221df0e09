import { describe, expect, test } from "@jest/globals";

import { definitionsNamespace } from "../../src/app/definitions-xml";
import { going, startApp, whileTimePasses } from "../app/harness";

const sql = "SELECT id, email, name, created FROM customers";

/** Texts of rows that stand in a part of the workbook too. */
function rowsIn(parts: Iterable<string>, rows: readonly (readonly unknown[])[]): readonly string[] {
  const values = rows.flat().filter((value): value is string => typeof value === "string" && value.length > 3);
  const all = [...parts].join("\n");
  return [...new Set(values)].filter((value) => all.includes(value));
}

/** A workbook with a query that was inserted, refreshed, refreshed when rows had changed, and failed once. */
async function used() {
  const started = startApp();
  const { app, clock, workbook, sandbox, network } = started;
  await started.connect();
  const insert = app.queries.insert({ run: { sql }, name: "People", target: { kind: "newSheet", sheetName: "People" } }, { signal: going() });
  const { definition, result } = await whileTimePasses(clock, insert);
  const refresh = () => whileTimePasses(clock, app.queries.refresh(definition.id, { signal: going() }, { reload: true }));
  sandbox.update(String(result.rows[0]?.[0]), { email: "changed.person@example.com" });
  const { rows } = await refresh();
  network.before = () => {
    throw new TypeError("fetch failed");
  };
  await refresh().catch(() => undefined);
  return { workbook, rows: [...result.rows, ...rows] };
}

describe("what a workbook keeps beside its cells", () => {
  test("the definitions hold nothing of the account's rows, after runs that succeeded and one that failed", async () => {
    const { workbook, rows } = await used();
    expect(rows.flat()).toContain("changed.person@example.com");
    expect(workbook.parts.get(definitionsNamespace)).toContain("People");
    expect(rowsIn(workbook.parts.values(), rows)).toEqual([]);
  });

  test("a value of a row that is planted in a part is found", async () => {
    const { workbook, rows } = await used();
    workbook.parts.set("urn:planted", "<note>changed.person@example.com</note>");
    expect(rowsIn(workbook.parts.values(), rows)).toEqual(["changed.person@example.com"]);
  });
});
