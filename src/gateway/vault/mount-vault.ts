import type { Context } from "hono";
import { AppError } from "../../base/app-error";
import type { RecordKey, RecordStore } from "../../platform/ports";
import type { GatewayEnv, GatewayRoutes } from "../gateway-context";
import { refuse } from "../http/answer";

/** Collection of people's settings. */
export const settingsCollection = "settings";

const path = "/v1/settings/:name";

/** `no-transform`: a proxy that compresses would weaken the entity tag. */
const headersOf = (etag: string) => ({ etag: `"${etag}"`, "cache-control": "no-store, no-transform" });

/** Adds the routes of a person's settings: JSON objects with versions as HTTP entity tags (RFC 9110, section 13.1). */
export function mountVault(routes: GatewayRoutes, { records }: { readonly records: RecordStore }): void {
  routes.get(path, async (context) => {
    const found = await records.load(keyOf(context), context.req.raw.signal);
    if (found === null) throw nothingStored();
    const headers = headersOf(found.etag);
    if (tagIn(context.req.header("if-none-match")) === found.etag) return context.body(null, 304, headers);
    return context.body(found.text, 200, { ...headers, "content-type": "application/json" });
  });

  routes.put(path, async (context) => {
    const replaced = replacedVersion(context);
    if (replaced === undefined) return versionNeeded();
    const text = await readObject(context);
    const saved = await records.save({ key: keyOf(context), text, etag: replaced }, context.req.raw.signal);
    if (saved === "conflict") return changedMeanwhile();
    return context.body(null, replaced === null ? 201 : 204, headersOf(saved.etag));
  });

  routes.delete(path, async (context) => {
    const key = keyOf(context);
    const { signal } = context.req.raw;
    const etag = tagIn(context.req.header("if-match"));
    // The swap decides whether the version is still that one; then nobody else can have it.
    if (etag !== undefined && (await records.save({ key, text: "{}", etag }, signal)) === "conflict") return changedMeanwhile();
    await records.remove(key, signal);
    return context.body(null, 204, { "cache-control": "no-store" });
  });
}

function keyOf(context: Context<GatewayEnv>): RecordKey {
  const name = context.req.param("name") ?? "";
  if (/^[a-z0-9._-]{1,64}$/.test(name)) return { collection: settingsCollection, owner: context.get("principal").owner, name };
  throw new AppError("BAD_ARGUMENT", "A name of settings has up to 64 small letters, digits, dots, hyphens and underscores.");
}

/** The version that a write names: `null` for none yet, `undefined` when it names nothing usable. */
function replacedVersion(context: Context<GatewayEnv>): string | null | undefined {
  const etag = tagIn(context.req.header("if-match"));
  if (etag !== undefined) return etag;
  return context.req.header("if-none-match")?.trim() === "*" ? null : undefined;
}

/** The one entity tag of a header. Proxies may have marked it weak; it is still our version. */
const tagIn = (header: string | undefined): string | undefined => /^\s*(?:W\/)?"([^"]+)"\s*$/.exec(header ?? "")?.[1];

async function readObject(context: Context<GatewayEnv>): Promise<string> {
  const text = await context.req.text();
  if (isObject(text)) return text;
  throw new AppError("BAD_ARGUMENT", "Settings are stored as one JSON object.");
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch (malformed) {
    if (malformed instanceof SyntaxError) return false;
    throw malformed;
  }
}

const nothingStored = () => new AppError("NOT_FOUND", "There are no settings of this name.");

const versionNeeded = () =>
  refuse(428, { code: "BAD_ARGUMENT", message: "A write must name the version that it replaces.", hint: "Send If-Match with the ETag that was read, or If-None-Match: * for new settings." });

const changedMeanwhile = () =>
  refuse(412, { code: "STORAGE_UNAVAILABLE", message: "These settings were changed elsewhere meanwhile.", hint: "Read them again, then save." });
