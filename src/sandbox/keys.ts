/** What a key may do: all, read everything, or exactly the named permissions (`charge_read`). */
export type SandboxKey = { readonly permissions: "all" | "read" | readonly string[] };

/** Keys that a sandbox takes when none are given. */
export const defaultKeys: Readonly<Record<string, SandboxKey>> = {
  sk_test_sandbox: { permissions: "all" },
  rk_test_sandbox: { permissions: "read" },
  rk_test_charges: { permissions: ["charge_read", "customer_read"] },
};

/** Which keys are good. */
export type Keyring = {
  find(key: string): SandboxKey | "expired" | undefined;
  revoke(key: string): void;
};

export function createKeyring(keys: Readonly<Record<string, SandboxKey>>): Keyring {
  const known = new Map<string, SandboxKey | "expired">(Object.entries(keys));
  return { find: (key) => known.get(key), revoke: (key) => void known.set(key, "expired") };
}
