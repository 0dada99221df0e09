import fc from "fast-check";

/** Signs that begin a formula in some version of Excel, or that change how the text behind them is read. */
export const formulaSigns = ["=", "+", "-", "@", "'", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212"] as const;

/** What is not seen in front of a sign: blanks, zero-width marks, the byte order mark. */
export const unseen = [" ", "\u00a0", "\u2003", "\u3000", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\v"] as const;

const ordinary = ["1", "0", "e", "/", ".", ",", ";", '"', "%", "_", "T", "RUE", "SUM(A1)", "cmd|' /C calc'!A0", "ch_1", "ü", "💶"] as const;

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...formulaSigns) },
  { weight: 2, arbitrary: fc.constantFrom(...unseen) },
  { weight: 2, arbitrary: fc.constantFrom(...ordinary) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 4 }) },
);

/** Texts as an attacker would give to a customer's name. Never empty. */
export const riskyText: fc.Arbitrary<string> = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
