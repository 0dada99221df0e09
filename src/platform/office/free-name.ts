const maxSheetName = 31;
const maxTableName = 255;

/**
 * The wished sheet name as Excel accepts it, with ` (2)`, ` (3)` … when it is taken; case does not matter.
 * @see https://support.microsoft.com/office/rename-a-worksheet-3f1f7148-ee83-404d-8ef0-9ff99fbad1f9
 */
export function freeSheetName(wished: string, taken: readonly string[]): string {
  const plain = wished.replace(/[\u0000-\u001f:\\/?*[\]]/g, " ").replace(/\s+/g, " ");
  const trimmed = plain.replace(/^[' ]+|[' ]+$/g, "");
  const usable = trimmed === "" || trimmed.toLowerCase() === "history" ? "Stripe" : trimmed;
  return firstFree(taken, (number) => {
    const suffix = number === 1 ? "" : ` (${number})`;
    return `${usable.slice(0, maxSheetName - suffix.length).trimEnd()}${suffix}`;
  });
}

/**
 * The wished table name as Excel accepts it (letters, digits, `_` and `.`, unlike a cell address), with `_2`, `_3` …
 * when a table or a defined name has it.
 * @see https://support.microsoft.com/office/rename-an-excel-table-fbf49a4f-82a3-43eb-8ba2-44d21233b114
 */
export function freeTableName(wished: string, taken: readonly string[]): string {
  const plain = wished.replace(/[^\p{L}\p{N}_.]+/gu, "_").replace(/^_+|_+$/g, "");
  const addressLike = /^(?:[a-z]{1,3}\d+|[rc]\d*|r\d*c\d*)$/i.test(plain);
  const usable = plain !== "" && /^\p{L}/u.test(plain) && !addressLike ? plain : `Stripe_${plain}`;
  return firstFree(taken, (number) => {
    const suffix = number === 1 ? "" : `_${number}`;
    return `${usable.slice(0, maxTableName - suffix.length)}${suffix}`;
  });
}

function firstFree(taken: readonly string[], nameWith: (number: number) => string): string {
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = nameWith(number);
    if (!lower.has(name.toLowerCase())) return name;
  }
}
