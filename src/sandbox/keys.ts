/** What a key may do: all, read everything, or exactly the named permissions (`charge_read`). */
export type SandboxKey = { readonly permissions: "all" | "read" | readonly string[] };

/** Keys that a sandbox takes when none are given. */
export const defaultKeys: Readonly<Record<string, SandboxKey>> = {
  sk_test_sandbox: { permissions: "all" },
  rk_test_sandbox: { permissions: "read" },
  rk_test_charges: { permissions: ["charge_read", "customer_read"] },
};
