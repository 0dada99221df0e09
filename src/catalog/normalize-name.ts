/** The form in which names are compared: without case, underscores, spaces and dots. `[Balance Transactions]` has its brackets taken off by SQL. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[_\s.]/g, "");
}
