/** A kind of secret: what one looks like wherever it turns up, and how to make one to plant. */
export type SecretKind = {
  readonly name: string;
  /** Matches it in plain text; never inside a longer word, so that cipher texts give no false alarm. */
  readonly pattern: RegExp;
  /** A made-up one; `letters` are 32 random letters and digits. */
  readonly canary: (letters: string) => string;
};

/** `prefix` and what follows it, standing alone; one letter before it may be a byte of a database that tells a length. */
const standing = (prefix: string, rest: string): RegExp => new RegExp(`(?<![\\w.-]{2})${prefix}${rest}`);

/** Every kind of secret that passes through the program. */
export const secretKinds: readonly SecretKind[] = [
  { name: "secret key", pattern: standing("sk_(?:test|live)_", "\\w{6,}"), canary: (letters) => `sk_test_${letters}` },
  { name: "restricted key", pattern: standing("rk_(?:test|live)_", "\\w{6,}"), canary: (letters) => `rk_test_${letters}` },
  { name: "access token of an OAuth sign-in", pattern: standing("sk_(?:test|live)_", "\\w{6,}"), canary: (letters) => `sk_test_app${letters}` },
  { name: "refresh token", pattern: standing("rt_", "[A-Za-z0-9]{12,}"), canary: (letters) => `rt_${letters}` },
  { name: "code of an OAuth sign-in", pattern: standing("ac_", "[A-Za-z0-9]{12,}"), canary: (letters) => `ac_${letters}` },
  {
    name: "signed proof of identity",
    pattern: standing("eyJ[\\w-]{8,}\\.eyJ", "[\\w-]{8,}\\.[\\w-]{16,}"),
    canary: (letters) => `eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJhIn0.${letters}${letters}`,
  },
];
