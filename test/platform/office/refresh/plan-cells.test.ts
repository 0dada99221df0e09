import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { packPatches, toPatches } from "../../../../src/platform/office/refresh/patches";
import { placeRows } from "../../../../src/platform/office/refresh/place-rows";
import { planCells } from "../../../../src/platform/office/refresh/plan-cells";

type Cell = string | number | boolean;
type Rows = readonly (readonly Cell[])[];

const mark = { column: 2, text: "2026-11-21" };

/** Plans rows of two columns (key, value) and a mark, and applies the plan as Excel would; says which cells were addressed. */
function refresh(old: Rows, fresh: Rows, { key, gone, bytes }: { key: readonly number[]; gone: "mark" | "delete"; bytes: number }) {
  const placement = placeRows({ old: old.map((row) => row.slice(0, 2)), fresh, key, keyStood: true });
  const cells = planCells({ old, fresh, placement, mark, deleted: gone === "delete" ? placement.ours : [] });
  const patches = [...packPatches(toPatches(cells.rows, [0, 2, 3]), bytes)].flat();
  // Column 1 is a person's own.
  const sheet: (Cell | undefined)[][] = old.map(([id, value, marked]) => [id, "own", value, marked]);
  const touched: string[] = [];
  for (const patch of patches) {
    patch.cells.forEach((row, index) =>
      row.forEach((cell, offset) => {
        if (cell === null) return;
        const [at, column] = [patch.row + index, patch.at + offset];
        sheet[at] ??= ["", "", "", ""];
        sheet[at][column] = cell;
        touched.push(`${at} ${column}`);
      }),
    );
  }
  return { placement, cells, patches, sheet, touched };
}

const ids = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
const row = fc.tuple(ids, fc.integer({ min: 0, max: 2 }));
const unique = fc.uniqueArray(row, { selector: ([id]) => id });
const marked = fc.uniqueArray(fc.tuple(ids, fc.integer({ min: 0, max: 2 }), fc.constantFrom("", "2026-01-01")), { selector: ([id]) => id });
const bytes = fc.integer({ min: 1, max: 5_000 });

describe("rows with a key", () => {
  test("whatever stood there, each new row is there once, in its old place when it had one, and new rows come last", () => {
    fc.assert(
      fc.property(marked, unique, bytes, (old, fresh, size) => {
        const { placement, sheet } = refresh(old, fresh, { key: [0], gone: "mark", bytes: size });
        expect(placement).toMatchObject({ placed: "key", note: null });
        for (const [id, value] of fresh) {
          const found = sheet.flatMap((cells, index) => (cells[0] === id ? [index] : []));
          const before = old.findIndex(([known]) => known === id);
          expect(found).toHaveLength(1);
          if (before >= 0) expect(found).toEqual([before]);
          else expect(found[0]).toBeGreaterThanOrEqual(old.length);
          expect(sheet[found[0]!]).toEqual([id, before >= 0 ? "own" : "", value, ""]);
        }
      }),
    );
  });

  test("no other cell is touched: what does not differ, and what did not come but for its mark, which keeps its first day", () => {
    fc.assert(
      fc.property(marked, unique, bytes, (old, fresh, size) => {
        const { sheet, touched } = refresh(old, fresh, { key: [0], gone: "mark", bytes: size });
        const allowed = new Set<string>();
        old.forEach(([id, value, day], index) => {
          const next = fresh.find(([known]) => known === id);
          if (next && next[1] !== value) allowed.add(`${index} 2`);
          if (next ? day !== "" : day === "") allowed.add(`${index} 3`);
          if (!next) expect(sheet[index]).toEqual([id, "own", value, day === "" ? mark.text : day]);
        });
        const inOldRows = touched.filter((cell) => Number(cell.split(" ")[0]) < old.length);
        expect(new Set(inOldRows)).toEqual(allowed);
        expect(inOldRows).toHaveLength(allowed.size);
      }),
    );
  });

  test("the counts are true", () => {
    fc.assert(
      fc.property(marked, unique, (old, fresh) => {
        const { cells } = refresh(old, fresh, { key: [0], gone: "mark", bytes: 5_000 });
        const known = new Set<string>(old.map(([id]) => id));
        expect(cells.added).toBe(fresh.filter(([id]) => !known.has(id)).length);
        const changed = old.filter(([id, value, day]) => fresh.some(([other, next]) => other === id && (next !== value || day !== "")));
        expect(cells.changed).toBe(changed.length);
        expect(cells.gone).toBe(old.filter(([id, , day]) => day === "" && !fresh.some(([other]) => other === id)).length);
      }),
    );
  });

  test("rows that a person wrote without a key stay, and empty rows at the end are used for new ones", () => {
    const old = [["a", 1, ""], ["", "note", ""], ["b", 2, ""], ["", "", ""]];
    const { sheet, placement } = refresh(old, [["b", 2], ["c", 3]], { key: [0], gone: "delete", bytes: 5_000 });
    expect(sheet.map(([id, , value]) => [id, value])).toEqual([["a", 1], ["", "note"], ["b", 2], ["c", 3]]);
    expect(placement.gone).toEqual([0]);
  });

  test.each<{ what: string; old: Rows; fresh: Rows; reason: string }>([
    { what: "two rows of the table have one", old: [["a", 1, ""], ["a", 2, ""]], fresh: [["a", 1]], reason: "some rows of the table have the same key" },
    { what: "two new rows have one", old: [["a", 1, ""]], fresh: [["a", 1], ["a", 2]], reason: "some new rows have the same key" },
    { what: "a new row has none", old: [["a", 1, ""]], fresh: [["", 1]], reason: "some new rows have no key" },
  ])("that does not tell them apart ($what) go in order, and the note says why", ({ old, fresh, reason }) => {
    const { placement } = refresh(old, fresh, { key: [0], gone: "mark", bytes: 5_000 });
    expect(placement).toMatchObject({ placed: "position", note: `The rows were replaced in order, because ${reason}.` });
  });
});

describe("an answer that lacks rows", () => {
  const lacks = "No rows of issuing_cards: This account is not set up to use Issuing.";

  test("empties, marks and deletes none that did not come, and says why when there are some", () => {
    fc.assert(
      fc.property(marked, unique, (old, fresh) => {
        const placement = placeRows({ old, fresh, key: [0], keyStood: true, lacks });
        const missing = old.filter(([id]) => !fresh.some(([other]) => other === id));
        expect(placement).toMatchObject({ placed: "key", gone: [], ours: [], note: missing.length === 0 ? null : `Rows that did not come stay as they were: ${lacks}` });
      }),
    );
  });

  test("is refused where rows would be emptied and nothing tells which; as many rows as before go in order", () => {
    const place = (fresh: Rows) => placeRows({ old: [["a", 1], ["b", 2]], fresh, key: [], keyStood: true, lacks });
    expect(() => place([["c", 3]])).toThrow(expect.objectContaining({ code: "WORKBOOK_REFUSED", message: expect.stringContaining(lacks) as unknown }));
    expect(place([["c", 3], ["d", 4]])).toMatchObject({ placed: "position", gone: [] });
  });

  test("by the limit of rows only shows the first ones, in order, and says that", () => {
    const placement = placeRows({ old: [["a", 1]], fresh: [["b", 2], ["a", 1]], key: [0], keyStood: true, inOrder: "only the first rows are shown" });
    expect(placement).toMatchObject({ placed: "position", note: "The rows were replaced in order, because only the first rows are shown.", places: [0, 1] });
  });
});

describe("rows that a query cannot have given", () => {
  const kindOf = ([id]: readonly string[]) => (id === "typed" ? "unknown" : id?.startsWith("ch_") ? "other" : "own");
  const place = (old: Rows, fresh: Rows = [["cus_1", "x"]]) => placeRows({ old, fresh, key: [0], keyStood: true, kindOf });

  test("are not deleted: only those of its own kind are", () => {
    expect(place([["cus_2", 1], ["typed", 5], ["ch_1", 2]])).toMatchObject({ placed: "key", gone: [0, 1, 2], ours: [0] });
  });

  test("are replaced in order when the table holds nothing else, as after an edit for another table of Stripe", () => {
    expect(place([["ch_1", 1], ["ch_2", 2]])).toMatchObject({
      placed: "position",
      places: [0],
      gone: [1],
      note: "The rows were replaced in order, because the table held those of another query.",
    });
    expect(place([["ch_1", 1], ["typed", 5]])).toMatchObject({ placed: "key" });
    expect(place([["cus_2", 1]], [])).toMatchObject({ placed: "key", gone: [0] });
  });
});

describe("rows without a key", () => {
  test("take the places of the old ones in order; our cells of rows that are too many are emptied, no others", () => {
    const rows = fc.array(row);
    fc.assert(
      fc.property(rows, rows, bytes, (old, fresh, size) => {
        const before = old.map(([id, value]) => [id, value, ""]);
        const { sheet, placement } = refresh(before, fresh, { key: [], gone: "mark", bytes: size });
        expect(placement.placed).toBe("position");
        expect(sheet.map(([id, , value]) => [id, value])).toEqual([...fresh, ...old.slice(fresh.length).map(() => ["", ""])]);
        expect(sheet.slice(0, old.length).every((cells) => cells[1] === "own")).toBe(true);
      }),
    );
  });
});

describe("requests", () => {
  test("stay below their size unless one row alone is longer", () => {
    fc.assert(
      fc.property(marked, unique, fc.integer({ min: 700, max: 2_000 }), (old, fresh, size) => {
        const placement = placeRows({ old: old.map((cells) => cells.slice(0, 2)), fresh, key: [0], keyStood: true });
        const { rows } = planCells({ old, fresh, placement, mark, deleted: [] });
        for (const request of packPatches(toPatches(rows, [0, 2, 3]), size)) {
          const count = request.reduce((sum, { cells }) => sum + cells.length, 0);
          expect(count === 1 || JSON.stringify(request.map(({ cells }) => cells)).length <= size).toBe(true);
        }
      }),
    );
  });

  test("changes far apart are sent on their own, near ones together", () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ([0, 5, 900].includes(index) ? ["x"] : undefined));
    expect(toPatches(rows, [3]).map(({ row: at, at: column, cells }) => [at, column, cells.length])).toEqual([[0, 3, 6], [900, 3, 1]]);
  });
});
