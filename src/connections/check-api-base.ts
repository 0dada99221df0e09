import { AppError } from "../base/app-error";
import { stripeApiBase } from "../stripe/api-version";

/** A wish to send a key to an API root. */
export type ApiBaseRequest = {
  readonly apiBase: string;
  readonly mode: "test" | "live";
  /** Roots besides Stripe and loopback hosts that the deployment lets test keys go to. */
  readonly allowed: readonly string[];
};

/**
 * The root without a slash at the end, when the key may go there: a live key to Stripe only, a test key also to this computer
 * and to the roots that the deployment allows.
 * @throws AppError `BAD_SETTING`
 */
export function checkApiBase({ apiBase, mode, allowed }: ApiBaseRequest): string {
  const root = readRoot(apiBase);
  const address = root.href.replace(/\/+$/, "");
  if (address === stripeApiBase) return address;
  if (mode === "live") {
    throw new AppError("BAD_SETTING", `A live key is sent to ${stripeApiBase} only, not to ${root.host}.`, {
      hint: "Use a test key with another API root, or leave the API root out.",
    });
  }
  if (isLoopback(root) || allowed.some((one) => readRoot(one).href === root.href)) return address;
  throw new AppError("BAD_SETTING", `Keys may not be sent to ${root.host}.`, {
    hint: `Use ${stripeApiBase} or an address on this computer, such as http://127.0.0.1:12111.`,
  });
}

function readRoot(text: string): URL {
  const root = URL.canParse(text) ? new URL(text) : null;
  const plain = root !== null && root.username === "" && root.password === "" && root.search === "" && root.hash === "";
  if (plain && /^https?:$/.test(root.protocol)) return root;
  throw new AppError("BAD_SETTING", "The API root is not an address of the form https://host.", {
    hint: `Write it like ${stripeApiBase}, without a name, a password or a query.`,
  });
}

/** This computer: names and addresses that never leave it. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
