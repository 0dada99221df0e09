import { neededPermissions } from "../../catalog/read-permissions";
import { checkRedirectUri } from "./redirect-uri";

/** `stripe-app.json` of an app that signs people in. https://docs.stripe.com/stripe-apps/reference/app-manifest */
export type AppManifest = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** Path of a PNG of 300 × 300 pixels beside the manifest; empty until there is one. */
  readonly icon: string;
  readonly stripe_api_access_type: "oauth";
  readonly distribution_type: "public";
  readonly sandbox_install_compatible: true;
  readonly allowed_redirect_uris: readonly string[];
  readonly permissions: readonly { readonly permission: string; readonly purpose: string }[];
};

export type AppIdentity = {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  /** The first is where an installation that began at Stripe leads. */
  readonly redirectUris: readonly string[];
};

/** A manifest that asks for exactly the permissions that the tables need. @throws AppError `BAD_ARGUMENT` for a bad redirect URI. */
export function appManifest({ id, name, icon, redirectUris }: AppIdentity): AppManifest {
  for (const uri of redirectUris) checkRedirectUri(uri);
  return {
    id,
    version: "1.0.0",
    name,
    icon,
    stripe_api_access_type: "oauth",
    distribution_type: "public",
    sandbox_install_compatible: true,
    allowed_redirect_uris: [...new Set(redirectUris)],
    permissions: neededPermissions().needed.map(({ permission, tables }) => ({ permission, purpose: purposeOf(tables) })),
  };
}

/** What the person reads who installs the app. */
function purposeOf(tables: readonly string[]): string {
  const names = tables.map((table) => table.replaceAll("_", " "));
  const last = names.at(-1) ?? "";
  const list = names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  return `Shows ${list} in your own Excel workbooks.`;
}
