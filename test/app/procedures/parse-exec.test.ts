import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AppError } from "../../../src/base/app-error";
import { parseExec } from "../../../src/app/procedures/parse-exec";

const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
const inputs = fc.uniqueArray(fc.tuple(word, fc.string()), { maxLength: 4, selector: ([name]) => name.toLowerCase() });
const space = fc.constantFrom("", " ", "\n  ");

describe("EXEC in SQL", () => {
  test("is a procedure's name and its inputs", () => {
    expect(parseExec("EXEC GetOAuthAccessToken @AuthMode = 'WEB', @State = 'it''s mine';")).toEqual({
      procedure: "GetOAuthAccessToken",
      inputs: { AuthMode: "WEB", State: "it's mine" },
    });
  });

  test("takes EXECUTE, brackets, numbers, and NULL for an input that is not given", () => {
    expect(parseExec("  execute [GetOAuthAuthorizationURL] @Scope=NULL, @State=12")).toEqual({
      procedure: "GetOAuthAuthorizationURL",
      inputs: { Scope: "", State: "12" },
    });
    expect(parseExec("exec GetOAuthAuthorizationURL")).toEqual({ procedure: "GetOAuthAuthorizationURL", inputs: {} });
  });

  test.each(["SELECT 1", "", "WITH exec AS (SELECT 1) SELECT * FROM exec", "EXECUTOR x"])("%p is another statement", (sql) => {
    expect(parseExec(sql)).toBeNull();
  });

  test.each(["EXEC", "EXEC ;", "EXEC P @a", "EXEC P @a = 'x", "EXEC P @a = 'x',", "EXEC P @a='x' @b='y'", "EXEC P; SELECT 1", "EXEC P @a='x', @A='y'"])(
    "%p cannot be read and is a syntax error",
    (sql) => {
      expect(() => parseExec(sql)).toThrow(AppError);
      expect(() => parseExec(sql)).toThrow(/EXEC/);
    },
  );

  test("any texts come back as they were written, however the statement is spaced", () => {
    fc.assert(
      fc.property(word, inputs, space, (procedure, given, gap) => {
        const written = given.map(([name, value]) => `${gap}@${name}${gap}=${gap}'${value.replaceAll("'", "''")}'${gap}`);
        expect(parseExec(`EXEC ${procedure} ${written.join(",")};`)).toEqual({ procedure, inputs: Object.fromEntries(given) });
      }),
    );
  });

  test("any other text gives null or a syntax error that does not repeat it", () => {
    fc.assert(
      fc.property(fc.string(), (rest) => {
        const sql = `EXEC P @secretish = 'hunter2' ${rest}`;
        try {
          parseExec(sql);
        } catch (failure) {
          expect(failure).toMatchObject({ code: "SQL_SYNTAX" });
          expect(String(failure)).not.toContain("hunter2");
        }
      }),
    );
  });
});
