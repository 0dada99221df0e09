import { AppError } from "../base/app-error";
import { locationText } from "../connections/settings-location";
import { readSettings } from "../connections/read-settings";
import type { SavedConnection } from "./stored-connections";
import type { SignInWish } from "./sign-ins";

/**
 * How a saved connection signs in again at the gateway: with the app that it was made with.
 * @throws AppError `BAD_SETTING` for a connection that did not sign in there.
 */
export function signInWishOf({ summary, settings }: SavedConnection): SignInWish {
  const { OAuthApp: variant, OAuthClientId: clientId, OAuthSettingsLocation: location, Scope: scope } = readSettings(settings);
  if (location?.kind !== "roaming") throw notAtGateway(summary.name, location === null ? "a key" : locationText(location));
  return { variant, mode: summary.mode, clientId, ...(scope === null ? {} : { scope }) };
}

const notAtGateway = (name: string, place: string) =>
  new AppError("BAD_SETTING", `"${name}" did not sign in through the connector's server, but with ${place}.`, {
    hint: "Make the connection again under New connection, with a new key or new tokens.",
  });
