import { AppError } from "../base/app-error";
import type { CommandInput } from "./command";

/** What numbers an option takes. */
export type NumberRule = { readonly least: number; readonly most: number; readonly whole: boolean };

/** The number of an option, or `undefined` when it was not given. @throws AppError `BAD_ARGUMENT`. */
export function numberOption(input: CommandInput, name: string, rule: NumberRule): number | undefined {
  const text = input.text(name);
  if (text === undefined) return undefined;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number >= rule.least && number <= rule.most && (!rule.whole || Number.isInteger(number))) return number;
  throw new AppError("BAD_ARGUMENT", `--${name} takes a ${rule.whole ? "whole " : ""}number from ${rule.least} to ${rule.most}, not "${text}".`);
}
