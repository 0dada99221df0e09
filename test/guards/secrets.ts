import type { SourceFile } from "./project-files";

type Leak = { readonly what: string; readonly pattern: RegExp; readonly home?: RegExp };

/** Things that must not stand in any file of the project, or only in their home. */
const leaks: readonly Leak[] = [
  { what: "a live Stripe key", pattern: /\b[sr]k_live_[A-Za-z0-9]{16,}/ },
  { what: "a real-looking test key", pattern: /\b[sr]k_test_[A-Za-z0-9]{24,}/ },
  { what: "a webhook secret", pattern: /\bwhsec_[A-Za-z0-9]{24,}/ },
  { what: "a private key", pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: "a machine path", pattern: /(?:^|[\s"'`(=])\/(?:work|root|home\/[a-z]+)\/[\w.-]/m },
  {
    what: "a revealed secret",
    pattern: /\.reveal\(\)/,
    home: /^(?:src\/stripe\/client\.ts|src\/stripe\/request\.ts|src\/connections\/|src\/base\/secret\.ts|src\/auth\/|src\/platform\/node\/|src\/cli\/|src\/gateway\/|src\/app\/procedures\/gateway-host\.ts|src\/app\/connections\/|src\/app\/connections\.ts|test\/)/,
  },
  {
    what: "storage that others can read",
    pattern: /\b(?:localStorage|sessionStorage|OfficeRuntime\.storage)\b/,
    home: /^(?:test\/|docs\/)/,
  },
];

/** What one file gives away; empty when all is well. */
export function secretComplaints({ path, text }: SourceFile): readonly string[] {
  return leaks
    .filter(({ pattern, home }) => !home?.test(path) && pattern.test(text))
    .map(({ what }) => `${path} holds ${what}`);
}
