import { describe, expect, test } from "@jest/globals";
import { withholdFormulas } from "../../functions/formulas-holder";
import { runInCell } from "../../functions/run-in-cell";
import { AppError } from "../../src/base/app-error";

describe("a page that could not start", () => {
  test("makes waiting and later formulas show why, instead of #BUSY!", async () => {
    const waiting = runInCell({ invocation: {}, given: [] }, () => Promise.resolve(1));
    withholdFormulas(new AppError("INTERNAL", "The add-in could not start."));
    for (const cell of [waiting, runInCell({ invocation: {}, given: [] }, () => Promise.resolve(1))]) {
      await expect(cell).rejects.toMatchObject({ cell: { kind: "notAvailable", text: "The add-in could not start." } });
    }
  });
});
