const decimals: Readonly<Record<string, number>> = { jpy: 0, kwd: 3 };

/** A charge's amount as a person reads it: written apart from the program, for the currencies of the sandbox's company. */
export function majorUnits(amount: number, currency: string): number {
  return Number(`${amount}e-${decimals[currency] ?? 2}`);
}
