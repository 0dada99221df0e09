/** Texts, sheet names and structured references, which stay; else a cell whose row is not fixed. */
const parts = /"[^"]*"|'[^']*'|\[[^\]]*\]|(?<![A-Za-z0-9_$])(\$?[A-Z]{1,3})(\d+)(?![A-Za-z0-9_(])/g;

/** A formula as it is so many rows further down, where Excel fills it, copies it or sorts it to. Above the sheet's first row there is nothing. */
export function moveFormula(formula: string, rows: number): string {
  return formula.replace(parts, (part: string, column: string | undefined, row: string | undefined) => {
    if (column === undefined || row === undefined) return part;
    const moved = Number(row) + rows;
    return moved < 1 ? "#REF!" : `${column}${moved}`;
  });
}
