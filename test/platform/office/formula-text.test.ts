import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formulaKind, repairFormula } from "../../../src/platform/office/formula-text";

const names = ["QUERY", "TABLE", "GET", "BALANCE", "STATUS"];

/** Parts of a formula that name none of our functions, whatever they hold between their marks. */
const foreign = fc.oneof(
  fc.string().map((text) => `"${text.replaceAll('"', '""')}"`),
  fc.constantFrom('"=_xldudf_STRIPE_QUERY(1)"', `'_xldudf_STRIPE_GET('!A1`, "Sales[[#This Row],['[_xldudf_STRIPE_GET(]]", "Sales[STRIPE.GET(1)]"),
  fc.constantFrom("A1", "$B$2:C9", "12.5", "TRUE", "#N/A", "SUM(A1,2)", "_xldudf_OTHER_QUERY(1)", "MY_xldudf_STRIPE_QUERY(1)", "MYSTRIPE.QUERY(1)", "STRIPE.QUERY"),
);

/** A formula in both spellings: of calls of ours around and beside anything else. */
const formula = fc.letrec<{ call: Spelled; part: Spelled }>((tie) => ({
  call: fc.tuple(fc.constantFrom(...names), fc.array(tie("part"), { maxLength: 3 })).map(([name, parts]) => ({
    working: `STRIPE.${name}(${parts.map(({ working }) => working).join(",")})`,
    broken: `_xldudf_STRIPE_${name}(${parts.map(({ broken }) => broken).join(",")})`,
  })),
  part: fc.oneof({ depthSize: "small" }, foreign.map((text) => ({ working: text, broken: text })), tie("call")),
}));

type Spelled = { readonly working: string; readonly broken: string };

const whole = fc.array(fc.oneof(formula.part, formula.call), { minLength: 1, maxLength: 4 }).map((parts) => ({
  working: `=${parts.map(({ working }) => working).join("&")}`,
  broken: `=${parts.map(({ broken }) => broken).join("&")}`,
}));

describe("formulas of a workbook that was opened without the add-in", () => {
  test("get back their functions' names and nothing else, whatever stands in texts, sheet names and column names", () => {
    fc.assert(
      fc.property(whole, ({ working, broken }) => {
        expect(repairFormula(broken)).toBe(working);
        expect(repairFormula(working)).toBe(working);
      }),
      { numRuns: 2_000 },
    );
  });

  test("are told from those that work, and both from all others", () => {
    fc.assert(
      fc.property(whole, ({ working, broken }) => {
        expect(formulaKind(broken)).toBe(broken === working ? formulaKind(working) : "broken");
        expect(formulaKind(working)).not.toBe("broken");
      }),
    );
    expect(formulaKind('=IFERROR( stripe.get (A1,"email"),"")')).toBe("working");
    expect(formulaKind("=@STRIPE.BALANCE()")).toBe("working");
  });

  test.each(["STRIPE.QUERY(1)", '="STRIPE.QUERY(1)"', "=STRIPE.QUERY", "=SUM(A1)", 5, true, "", null])("%p is no formula of ours", (content) =>
    expect(formulaKind(content)).toBeNull(),
  );
});
