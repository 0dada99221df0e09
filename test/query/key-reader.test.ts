import { describe, expect, test } from "@jest/globals";
import type { Table } from "../../src/table/table";
import { makeBench } from "./harness";
import { makeReference } from "./reference";

const table = (name: string, columns: Table["columns"]): Table => ({ name, doc: "", key: "id", columns, filters: [], newestFirst: null, defaultColumns: ["id"] });
const owners = table("owners", [{ name: "id", type: "text" }, { name: "label", type: "text" }]);
const things = table("things", [{ name: "id", type: "text" }, { name: "text", type: "text" }, { name: "number", type: "integer" }]);

/** Keys that look like numbers, are parts of one another, or are empty; some are nobody's. */
const keys = ["", "1", "1.0", "01", "2.5", "1e0", "cus_1", "cus_10", "CUS_1", " 1", "nobody"];
const tables = [
  { table: owners, rows: keys.slice(0, -1).map((key, index) => [key, `label ${index}`]) },
  {
    table: things,
    rows: Array.from({ length: 200 }, (_, index) => [`th_${index}`, index % 7 === 0 ? null : keys[index % keys.length]!, index % 5 === 0 ? null : index % 3]),
  },
];

describe("rows that are wanted by their keys again and again", () => {
  test.each([
    ["by a text", "SELECT t.id, o.label FROM things t LEFT JOIN owners o ON o.id = t.text ORDER BY t.id"],
    ["by a number, which several texts are equal to", "SELECT t.id, o.label FROM things t LEFT JOIN owners o ON o.id = t.number ORDER BY t.id, o.label"],
    ["by either", "SELECT t.id, (SELECT max(label) FROM owners WHERE id = CASE WHEN t.number > 1 THEN t.text ELSE t.number END) FROM things t ORDER BY t.id"],
    ["without regard to case", "SELECT t.id, o.label FROM things t JOIN owners o ON o.id = t.text COLLATE NOCASE ORDER BY t.id, o.label"],
    ["written as a number", "SELECT id, label FROM owners WHERE id = 1 ORDER BY id"],
    ["by a sum", "SELECT t.id, o.label FROM things t JOIN owners o ON o.id = t.number + 0.0 ORDER BY t.id, o.id"],
    ["by bytes, which are equal to no text", "SELECT t.id FROM things t WHERE t.text = x'6375735f31' OR t.id = (SELECT o.id FROM owners o WHERE o.id = CAST(t.text AS BLOB))"],
    ["by a text and another column by a text", "SELECT t.id, o.label FROM things t LEFT JOIN owners o ON o.id = t.text AND o.label = 'label 6' ORDER BY t.id"],
    ["by a number and another column by a text", "SELECT t.id, o.id FROM things t LEFT JOIN owners o ON o.id = t.number AND o.label = 'label 1' ORDER BY t.id"],
    ["or by another column", "SELECT t.id, o.id FROM things t JOIN owners o ON o.id = t.text OR o.label = t.text ORDER BY t.id, o.id"],
  ])("are the same as ordinary SQLite finds: %s", async (_what, sql) => {
    const reference = await makeReference(tables);
    const { rows } = await makeBench({ tables });
    expect(await rows(sql)).toEqual(reference(sql));
  });

  test("are asked about before they are read, also where the value is a number", async () => {
    const { engine } = await makeBench({ tables });
    const told: unknown[] = [];
    const context = { signal: new AbortController().signal, beforeReading: (reads: unknown) => Promise.resolve(void told.push(reads)) };
    const { rows } = await engine.run({ sql: "SELECT id FROM owners WHERE id = ? ORDER BY id", parameters: [1] }, context);
    expect(rows).toEqual([["1"]]);
    expect(told).toHaveLength(1);
  });
});
