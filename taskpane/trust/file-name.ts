/** The last part of an address or a path, as a person knows the file. */
export function fileName(address: string | null): string {
  if (address === null) return "This workbook, not saved yet";
  const [path = ""] = /^https?:/.test(address) ? address.split(/[?#]/) : [address];
  const name = path.split(/[\\/]/).at(-1) ?? "";
  return name === "" ? address : decoded(name);
}

/** A path on a disk may hold a `%` that means itself. */
function decoded(name: string): string {
  return /^(?:[^%]|%[0-7][0-9A-Fa-f])*$/.test(name) ? decodeURIComponent(name) : name;
}
