import type { RandomBytes } from "../platform/ports";

/** A secret of 256 bits that stays with whoever begins a sign-in (RFC 7636, section 4.1). */
export function createVerifier(randomBytes: RandomBytes): string {
  return base64Url(randomBytes(32));
}

/** What others may see of a verifier: its S256 challenge (RFC 7636, section 4.2). */
export async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
