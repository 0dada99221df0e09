import { describe, expect, test } from "@jest/globals";
import { formatCell } from "./number-format";

describe("the text of a cell", () => {
  test.each<[value: string | number | boolean, format: string, text: string]>([
    [1234567.891, "General", "1234567.891"],
    [0.1 + 0.2, "General", "0.3"],
    ["text", "0.00", "text"],
    [true, "0.00", "TRUE"],
    [1234.5, "#,##0.00", "1,234.50"],
    [-1234.5, "#,##0.00", "-1,234.50"],
    [-0.001, "#,##0.00", "0.00"],
    [1234.5, '#,##0.00 "USD"', "1,234.50 USD"],
    [5, "[$€-407]#,##0.00", "€5.00"],
    [-5, "0.00;(0.00);-", "(5.00)"],
    [0, "0.00;(0.00);\"-\"", "-"],
    [7, "000", "007"],
    [1.5, "0.###", "1.5"],
    [0.256, "0%", "26%"],
    [45000.75, "yyyy-mm-dd hh:mm:ss", "2023-03-15 18:00:00"],
    [45000.75, "d mmm yy h:mm AM/PM", "15 Mar 23 6:00 PM"],
    [45000, "dddd, mmmm d", "Wednesday, March 15"],
  ])("%j in %s is %s", (value, format, text) => {
    expect(formatCell(value, format)).toBe(text);
  });
});
