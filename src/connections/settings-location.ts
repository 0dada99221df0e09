import { fail, ok, type Result } from "../base/result";
import type { SettingsLocation } from "./sign-in-plan";

/** The name of a location that has none. */
export const defaultLocationName = "default";

/**
 * Reads `roaming:`, `device:`, `memory:` (also `memory://`), each with a name or without, or a path. The path may be any
 * that does not look like an address; whether it can be used is known by the place.
 */
export function parseSettingsLocation(text: string): Result<SettingsLocation, string> {
  const trimmed = text.trim();
  const [, scheme, name = ""] = /^([a-z]{2,}):(?:\/\/)?(.*)$/i.exec(trimmed) ?? [];
  if (scheme === undefined) return ok({ kind: "file", name: trimmed });
  const kind = named.find((one) => one === scheme.toLowerCase());
  if (kind === undefined) return fail("Write roaming:, device:, memory: or the path of a file.");
  if (!/^[\w.-]{0,128}$/.test(name)) return fail("The name after the colon has up to 128 letters, digits and . _ -.");
  return ok({ kind, name: name === "" ? defaultLocationName : name });
}

/** A location as it is written in a setting. */
export function locationText({ kind, name }: SettingsLocation): string {
  if (kind === "file") return name;
  return name === defaultLocationName ? `${kind}:` : `${kind}:${name}`;
}

const places = { roaming: "at the gateway", device: "in this browser", memory: "in memory" } as const;

/** A location as a sentence says it: `at the gateway`, `in this browser (shop)`, `in ./tokens`. */
export function locationWords({ kind, name }: SettingsLocation): string {
  if (kind === "file") return `in ${name}`;
  return name === defaultLocationName ? places[kind] : `${places[kind]} (${name})`;
}

const named = ["roaming", "device", "memory"] as const;
