/** A table's name as people write it: `balance_transactions` becomes `Balance transactions`. */
export function tableTitle(name: string): string {
  const words = name.replace(/^v2_/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
