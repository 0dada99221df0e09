import type { GrantSummary } from "../auth/grant";
import { AppError } from "../base/app-error";
import type { OpenGrantPlace } from "../connections/grant-place";
import { locationText } from "../connections/settings-location";
import type { DraftSettings } from "./app-api";
import { isNamed } from "./choose-connection";
import { withGrant } from "./grant-settings";
import type { ReadConnection } from "./read-draft";
import type { SavedConnection } from "./stored-connections";

export type DisconnectNeed = {
  readonly read: (settings: DraftSettings, signal: AbortSignal) => Promise<ReadConnection>;
  readonly placesFor: (connection: ReadConnection) => OpenGrantPlace;
  /** All saved connections. */
  readonly saved: (signal: AbortSignal) => Promise<readonly SavedConnection[]>;
};

/**
 * Ends the sign-in of a saved connection: its tokens are revoked at Stripe and destroyed here. Tokens that another connection
 * uses too stay.
 * @returns what is left to do for the person when Stripe could not be told, else `null`.
 * @throws AppError `GATEWAY_UNAVAILABLE` when the place of the tokens cannot be reached, so that they are still there.
 */
export async function disconnect(need: DisconnectNeed, { summary, settings }: SavedConnection, signal: AbortSignal): Promise<AppError | null> {
  if (summary.signIn !== "oauth") return null;
  return endSignIn(need, { settings, title: `"${summary.name}"`, isOther: (one) => !isNamed(one.summary, summary.name) }, signal);
}

/** The same for a finished sign-in at the gateway that was not saved. */
export async function giveUpGrant(need: DisconnectNeed, grant: GrantSummary, signal: AbortSignal): Promise<AppError | null> {
  const settings = withGrant({ Name: grant.account }, grant);
  try {
    return await endSignIn(need, { settings, title: grant.account, isOther: () => true }, signal);
  } catch (failure) {
    const error = AppError.from(failure);
    throw new AppError(error.code, `The sign-in to ${grant.account}, which you did not save, could not be ended.`, {
      hint: `${error.message} Sign in once more later and press Cancel, or remove the app in the Stripe Dashboard.`,
      detail: error.detail,
      cause: error,
    });
  }
}

type SignInToEnd = {
  readonly settings: DraftSettings;
  /** What it is called in a sentence. */
  readonly title: string;
  /** Whether a saved connection is another one, which may need the same tokens. */
  readonly isOther: (connection: SavedConnection) => boolean;
};

async function endSignIn(need: DisconnectNeed, { settings, title, isOther }: SignInToEnd, signal: AbortSignal): Promise<AppError | null> {
  const connection = await need.read(settings, signal);
  const { plan } = connection;
  if (plan.kind !== "grant") return null;
  const place = locationText(plan.location);
  const others = (await need.saved(signal)).filter(isOther);
  if (others.some((one) => one.settings.OAuthSettingsLocation === place)) return null;
  try {
    await (await need.placesFor(connection)(plan.location, signal)).disconnect(plan.location.name, signal);
    return null;
  } catch (failure) {
    const error = AppError.from(failure);
    if (error.code === "STRIPE_UNAVAILABLE") return stripeNotTold(title, error);
    throw error;
  }
}

const stripeNotTold = (title: string, cause: AppError) =>
  new AppError("STRIPE_UNAVAILABLE", `The tokens of ${title} are destroyed here, but Stripe could not be told.`, {
    hint: "Remove the app in the Stripe Dashboard too, under Settings > Installed apps.",
    cause,
  });
