/**
 * @jest-environment jsdom
 */
import { describe, expect, test } from "@jest/globals";
import { startOffice } from "./jest-office";
import { valuesAt } from "./keyboard";

describe("office.js in the window of a jsdom test", () => {
  test("is global, beside the document that React draws into", async () => {
    const office = await startOffice();
    expect(office.window).toBe(window);
    await Excel.run(async (context) => {
      context.workbook.getActiveCell().values = [[document.nodeName]];
      await context.sync();
    });
    expect(valuesAt(office.model, "A1")).toEqual([["#document"]]);
    office.close();
  });
});
