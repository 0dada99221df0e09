import { OAuthRefusal } from "./oauth-refusal";

/** Reads parameters of which each may come once; a repeated one is refused, because readers differ on which of them counts. */
export function singleParameters(parameters: URLSearchParams): ReadonlyMap<string, string> {
  const read = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (read.has(name)) throw new OAuthRefusal("invalid_request", `Duplicate parameter: ${name}`);
    read.set(name, value);
  }
  return read;
}
