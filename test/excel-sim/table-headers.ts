import type { CellContent } from "./sheet-model";

/** Completes header texts as Excel does: an empty one becomes `Column2`, a double one gets a number, all are text. */
export function completeHeaders(headers: readonly CellContent[]): string[] {
  const taken = new Set<string>();
  return headers.map((header, index) => {
    const wished = header === "" ? `Column${index + 1}` : String(header);
    const name = freeName(wished, (candidate) => taken.has(candidate.toLowerCase()));
    taken.add(name.toLowerCase());
    return name;
  });
}

/** The wished name, or the first of `name2`, `name3` … that is free. */
export function freeName(wished: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(wished)) return wished;
  let number = 2;
  while (isTaken(`${wished}${number}`)) number++;
  return `${wished}${number}`;
}
