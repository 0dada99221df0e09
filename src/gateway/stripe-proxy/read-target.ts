import { AppError } from "../../base/app-error";
import { isReadablePath } from "./readable-paths";

/** What a caller wants of Stripe: a path from its root, written in one way only, and the query as it came (`?…` or empty). */
export type ReadTarget = { readonly path: string; readonly search: string };

/**
 * Reads where a request wants to go. `rest`: what follows the grant in the address, still encoded.
 * @throws AppError `FORBIDDEN` unless it is one of the reads that our tables are made of.
 */
export function readTarget(rest: string, search: string): ReadTarget {
  const segments = rest.split("/").map(decodeSegment);
  if (segments.some((segment) => segment === null || leadsElsewhere(segment))) throw notReadable();
  const plain = segments.filter((segment) => segment !== null);
  if (!isReadablePath(plain)) throw notReadable();
  return { path: `/${plain.map(encodeURIComponent).join("/")}`, search };
}

/**
 * The whole address at Stripe.
 * @throws AppError `FORBIDDEN` when it is another one than what was put together, as a URL is read.
 */
export function addressOf(apiBase: string, { path, search }: ReadTarget): string {
  const base = new URL(apiBase);
  const address = new URL(`${apiBase}${path}${search}`);
  const expected = `${base.pathname.replace(/\/$/, "")}${path}`;
  if (address.origin !== base.origin || new URL(expected, base).pathname !== address.pathname) throw notReadable();
  return address.href;
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch (failure) {
    if (failure instanceof URIError) return null;
    throw failure;
  }
}

/** Parts that another reader of the address could take for more, less or other than one part. */
function leadsElsewhere(segment: string): boolean {
  return /^\.{0,2}$/.test(segment) || /[/\\\p{Cc}]/u.test(segment);
}

function notReadable(): AppError {
  return new AppError("FORBIDDEN", "The gateway reads only what the connector's tables are made of.", {
    hint: "Choose a table, or use a restricted key for other calls of Stripe's API.",
  });
}
