import type { SandboxKey } from "../keys";

/** What people know of Stripe comes first. */
const familiar: readonly string[] = [
  "balance_read",
  "charge_read",
  "customer_read",
  "dispute_read",
  "invoice_read",
  "payout_read",
  "product_read",
  "subscription_read",
];

/** What an app may do, in words for a consent page. */
export function permissionWords(permissions: SandboxKey["permissions"]): { readonly heading: string; readonly lines: readonly string[] } {
  if (permissions === "all") return { heading: "It will be able to", lines: ["Read all data of this account", "Change all data of this account"] };
  if (permissions === "read") return { heading: "It will be able to", lines: ["Read all data of this account"] };
  const writes = permissions.filter((name) => name.endsWith("_write")).map((name) => `Change: ${words(name)}`);
  const reads = [...familiar.filter((name) => permissions.includes(name)), ...permissions.filter((name) => !familiar.includes(name))]
    .filter((name) => name.endsWith("_read"))
    .map((name) => sentenceCase(words(name)));
  return { heading: writes.length === 0 ? "It will be able to read" : "It will be able to read and change", lines: [...writes, ...reads] };
}

function words(permission: string): string {
  return permission.replace(/_(read|write)$/, "").replaceAll("_", " ");
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
