import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createMemberReader } from "../../../src/stripe/cache/object-members";

const names = ["id", "amount", "status", "absent"];
const value = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.constant({ inner: 1 }));
const member = fc.tuple(fc.constantFrom("id", "amount", "status", "other", "more"), value);
/** Members in any order, some of them missing. */
const object = fc.option(fc.uniqueArray(member, { selector: ([name]) => name }).map((members) => Object.fromEntries(members)), { nil: undefined });

describe("members of many objects", () => {
  test("are those that looking each up gives, whatever the order of members and whichever are missing", () => {
    const one = fc.tuple(object, fc.integer({ min: 1, max: 4 })).map(([given, times]) => Array.from({ length: times }, () => given));
    fc.assert(
      fc.property(fc.array(fc.array(one).map((runs) => runs.flat())), (pages) => {
        const reader = createMemberReader(names);
        for (const page of pages) {
          expect(reader.read(page).map((values) => [...values])).toEqual(names.map((name) => page.map((given) => given?.[name])));
          reader.forget();
        }
      }),
    );
  });

  test("are taken by name, not by place, when an object has one more or one less than the one before", () => {
    const reader = createMemberReader(["a", "b"]);
    const objects = [{ a: 1, b: 2 }, { a: 3 }, { a: 4, x: 0, b: 5 }, { b: 6, a: 7 }, {}];
    expect(reader.read(objects).map((values) => [...values])).toEqual([[1, 3, 4, 7, undefined], [2, undefined, 5, 6, undefined]]);
  });

  test("are let go of once they are taken", () => {
    const reader = createMemberReader(["a"]);
    const [values] = reader.read([{ a: {} }]);
    reader.forget();
    expect([...values!]).toEqual([undefined]);
  });
});
