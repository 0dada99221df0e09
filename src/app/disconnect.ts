import { AppError } from "../base/app-error";
import { locationText } from "../connections/settings-location";
import type { DraftSettings } from "./app-api";
import type { GrantPlacesFor } from "./grant-places";
import type { ReadConnection } from "./read-draft";
import type { SavedConnection } from "./stored-connections";

export type DisconnectNeed = {
  readonly read: (settings: DraftSettings, signal: AbortSignal) => Promise<ReadConnection>;
  readonly placesFor: GrantPlacesFor;
  /** All saved connections, the one to disconnect among them. */
  readonly saved: (signal: AbortSignal) => Promise<readonly SavedConnection[]>;
};

/**
 * Ends the sign-in of a connection: its tokens are revoked at Stripe and destroyed here. Tokens that another connection uses
 * too stay.
 * @returns what is left to do for the person when Stripe could not be told, else `null`.
 * @throws AppError `GATEWAY_UNAVAILABLE` when the place of the tokens cannot be reached, so that they are still there.
 */
export async function disconnect(need: DisconnectNeed, connection: SavedConnection, signal: AbortSignal): Promise<AppError | null> {
  if (connection.summary.signIn !== "oauth") return null;
  const { plan, profile } = await need.read(connection.settings, signal);
  if (plan.kind !== "grant") return null;
  const place = locationText(plan.location);
  const sharing = (await need.saved(signal)).filter(({ settings }) => settings.OAuthSettingsLocation === place);
  if (sharing.length > 1) return null;
  try {
    await (await need.placesFor(profile.apiBase)(plan.location, signal)).disconnect(plan.location.name, signal);
    return null;
  } catch (failure) {
    const error = AppError.from(failure);
    if (error.code === "STRIPE_UNAVAILABLE") return stripeNotTold(connection, error);
    throw error;
  }
}

const stripeNotTold = ({ summary }: SavedConnection, cause: AppError) =>
  new AppError("STRIPE_UNAVAILABLE", `The tokens of "${summary.name}" are destroyed here, but Stripe could not be told.`, {
    hint: "Remove the app in the Stripe Dashboard too, under Settings > Installed apps.",
    cause,
  });
