import { AppError } from "../../base/app-error";
import type { SqlValue } from "../../table/column";
import { formatValue } from "./format-value";
import type { ScalarFunction } from "./scalar-function";

/** A function that is NULL as soon as one of its arguments is. */
function strict(
  name: string,
  arity: number,
  compute: (...values: readonly (string | number)[]) => SqlValue,
): ScalarFunction {
  return {
    name,
    arity,
    call: (...values) => {
      const present = values.filter((value) => value !== null);
      return present.length < values.length ? null : compute(...present);
    },
  };
}

/** The longest text that REPLICATE and SPACE make. */
const longestText = 1_000_000;

function repeat(text: string, times: number): string {
  const count = Math.max(0, Math.trunc(times));
  if (text.length * count > longestText) {
    throw new AppError("TOO_LARGE", "A repeated text gets too long.", { hint: "Repeat it fewer times." });
  }
  return text.repeat(count);
}

function matches(pattern: string, text: string): number {
  try {
    return new RegExp(pattern, "u").test(text) ? 1 : 0;
  } catch (cause) {
    throw new AppError("BAD_ARGUMENT", `"${pattern}" is no regular expression.`, {
      hint: "Check its brackets and backslashes.",
      cause,
    });
  }
}

/** Place of a text within another, from 1, in any case; 0 when it is not there. */
function placeOf(wanted: string, text: string, from: number): number {
  return text.toLowerCase().indexOf(wanted.toLowerCase(), Math.max(0, from - 1)) + 1;
}

const letters = (text: string | number | undefined): string[] => [...String(text ?? "")];

/** Text functions of SQL Server and MySQL that SQLite lacks, and letter case for all alphabets. */
export const textFunctions: readonly ScalarFunction[] = [
  strict("len", 1, (text) => letters(String(text).replace(/ +$/, "")).length),
  strict("left", 2, (text, count) =>
    letters(text)
      .slice(0, Math.max(0, Number(count)))
      .join(""),
  ),
  strict("right", 2, (text, count) => (Number(count) > 0 ? letters(text).slice(-Number(count)).join("") : "")),
  strict("charindex", 2, (wanted, text) => placeOf(String(wanted), String(text), 1)),
  strict("charindex", 3, (wanted, text, from) => placeOf(String(wanted), String(text), Number(from))),
  strict("reverse", 1, (text) => letters(text).reverse().join("")),
  strict("replicate", 2, (text, times) => repeat(String(text), Number(times))),
  strict("space", 1, (times) => repeat(" ", Number(times))),
  strict("upper", 1, (text) => String(text).toUpperCase()),
  strict("lower", 1, (text) => String(text).toLowerCase()),
  strict("regexp", 2, (pattern, text) => matches(String(pattern), String(text))),
  strict("format", 2, (value, format) => formatValue(value ?? null, String(format))),
];
