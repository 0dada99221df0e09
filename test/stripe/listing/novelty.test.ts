import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createNovelty } from "../../../src/stripe/listing/novelty";
import type { JsonObject } from "../../../src/stripe/json-object";

const timeOf = (object: JsonObject): number | null => (typeof object["created"] === "number" ? object["created"] : null);

/** Objects of few ids, so that they come again; each has the time of its id, and a third of them none. */
const object = fc.nat({ max: 60 }).map((index): JsonObject => ({ id: `ch_${index}`, created: index % 3 === 0 ? null : (index % 10) * 300_000, index }));
const pages = fc.array(fc.array(object, { maxLength: 15 }), { maxLength: 15 });

describe("objects that have not come before", () => {
  test.each([
    ["by their ids", null],
    ["by their ids among those of about the same time", timeOf],
  ])("are picked %s", (_how, time) => {
    fc.assert(
      fc.property(pages, (arriving) => {
        const pickNew = createNovelty("id", time);
        const seen = new Set<unknown>();
        const expected = arriving.map((page) => page.filter(({ id }) => !seen.has(id) && seen.add(id)));
        expect(arriving.map(pickNew)).toEqual(expected);
      }),
    );
  });

  test("are all where a table has no key, or an object has none", () => {
    const page = [{ id: "ch_1" }, { id: "ch_1" }, {}, {}];
    expect(createNovelty(null, timeOf)(page)).toEqual(page);
    expect(createNovelty("id", timeOf)(page)).toEqual([{ id: "ch_1" }, {}, {}]);
  });
});
