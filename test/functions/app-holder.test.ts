import { describe, expect, test } from "@jest/globals";
import { withholdApp } from "../../functions/app-holder";
import { runInCell } from "../../functions/run-in-cell";
import { AppError } from "../../src/base/app-error";

describe("a page that could not start", () => {
  test("makes waiting and later formulas show why, instead of #BUSY!", async () => {
    const waiting = runInCell({}, () => Promise.resolve(1));
    withholdApp(new AppError("INTERNAL", "The add-in could not start."));
    for (const cell of [waiting, runInCell({}, () => Promise.resolve(1))]) {
      await expect(cell).rejects.toMatchObject({ cell: { kind: "notAvailable", text: "The add-in could not start." } });
    }
  });
});
