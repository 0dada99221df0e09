import { fail, ok, type Result } from "../base/result";
import { Secret } from "../base/secret";

/** Where a connection is opened: in the add-in's page, or by the command line. */
export type ConnectionPlace = "page" | "command line";

/** What a setting is about, by which forms and pages group it. */
export type PropertyGroup = "General" | "Sign-in" | "OAuth" | "Reading";

/** One setting of a connection: what it is called, what it does, and how its text is read. */
export type Property<T> = {
  readonly label: string;
  readonly doc: string;
  readonly group: PropertyGroup;
  readonly default: T;
  /** Kept out of the workbook, of command lines and of logs. */
  readonly secret?: true;
  /** Other names that connection strings may use. */
  readonly aliases?: readonly string[];
  /** The texts that it takes, when they are few; the first is the default's. */
  readonly choices?: readonly string[];
  /** Where it can be set; absent: everywhere. */
  readonly places?: readonly ConnectionPlace[];
  /** The value, or a sentence saying what to write instead. */
  readonly parse: (text: string) => Result<T, string>;
};

/** Declares one setting with the type of its value. */
export const property = <T>(declared: Property<T>): Property<T> => declared;

/** Reads a text that has a form. */
export const matching =
  (pattern: RegExp, advice: string) =>
  (text: string): Result<string, string> =>
    pattern.test(text) ? ok(text) : fail(advice);

/** Reads one of a few words, whatever the case. */
export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (text: string): Result<T, string> => {
    const found = words.find((word) => word.toLowerCase() === text.trim().toLowerCase());
    return found === undefined ? fail(`Write one of ${words.join(", ")}.`) : ok(found);
  };

/** Reads a whole number of at least `least`. */
export const wholeNumber =
  (least: number, advice: string) =>
  (text: string): Result<number, string> => {
    const value = Number(text);
    return Number.isSafeInteger(value) && value >= least ? ok(value) : fail(advice);
  };

/** Reads a limit, and the text that stands for none. */
export function unlimitedBy(none: string, parse: (text: string) => Result<number, string>): (text: string) => Result<number | null, string> {
  return (text) => (text.trim() === none ? ok(null) : parse(text));
}

/** Takes any text as a secret; spaces around it come from copying. */
export const anySecret = (text: string): Result<Secret, string> => {
  const trimmed = text.trim();
  return /\s/.test(trimmed) ? fail("It is one word without spaces; copy it again.") : ok(new Secret(trimmed));
};
