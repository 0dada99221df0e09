import type { ConnectionPlace } from "./property";
import { defaultLocationName } from "./settings-location";
import type { SettingsLocation } from "./sign-in-plan";

/** What the place of a connection offers for signing in. */
export type SignInSurroundings = {
  readonly place: ConnectionPlace;
  /** Where tokens are kept when the settings do not say. */
  readonly location: SettingsLocation;
};

/** The command line, unless it knows a file for tokens. */
export const commandLineSignIn: SignInSurroundings = {
  place: "command line",
  location: { kind: "memory", name: defaultLocationName },
};

/** The add-in's page: tokens go to its gateway where there is one, else they stay in this browser. */
export function pageSignIn({ gateway }: { readonly gateway: boolean }): SignInSurroundings {
  return { place: "page", location: { kind: gateway ? "roaming" : "device", name: defaultLocationName } };
}

/** Kinds of locations that a place has. */
export const locationsOf: Readonly<Record<ConnectionPlace, readonly SettingsLocation["kind"][]>> = {
  page: ["roaming", "device", "memory"],
  "command line": ["roaming", "memory", "file"],
};
