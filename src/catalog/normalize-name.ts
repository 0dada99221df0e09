/** The form in which names are compared: without case, underscores, spaces, dots and hyphens. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[_\s.-]/g, "");
}
