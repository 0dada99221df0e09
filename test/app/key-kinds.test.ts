import { describe, expect, test } from "@jest/globals";
import { keyKinds } from "../../src/app/key-kinds";

describe("whether a key in a worksheet is of a query's rows", () => {
  test("is told by how ids begin: as known of the table, or as those of the answer do", () => {
    const kindOf = keyKinds([{ table: "charges", values: ["ch_1", "odd_1"] }]);
    expect(["py_1", "odd_2", "cus_1", "my_row", "manual-1", "42"].map((id) => kindOf([id]))).toEqual(["own", "own", "other", "unknown", "unknown", "unknown"]);
  });

  test("takes a longer beginning for what it is", () => {
    const kindOf = keyKinds([{ table: "subscriptions", values: [] }]);
    expect([kindOf(["sub_1"]), kindOf(["sub_sched_1"])]).toEqual(["own", "other"]);
  });

  test("is not guessed where nobody knows how the table's ids begin", () => {
    expect(keyKinds([{ table: "coupons", values: [] }])(["ch_1"])).toBe("unknown");
    expect(keyKinds([{ table: "coupons", values: ["GOLD"] }])(["SILVER"])).toBe("unknown");
  });

  test("of several columns takes all of them to be its own, and one to be another's", () => {
    const kindOf = keyKinds([{ table: "charges", values: [] }, { table: "customers", values: [] }]);
    expect([kindOf(["ch_1", "cus_1"]), kindOf(["ch_1", ""]), kindOf(["ch_1", "in_1"])]).toEqual(["own", "unknown", "other"]);
  });
});
