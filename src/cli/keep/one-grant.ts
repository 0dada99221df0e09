import type { GrantPlace } from "../../connections/grant-place";
import { defaultLocationName } from "../../connections/settings-location";

/** A file holds one sign-in, whatever its path is, so that it can be moved. */
export function oneGrant(place: GrantPlace): GrantPlace {
  return {
    ...place,
    find: (_path, signal) => place.find(defaultLocationName, signal),
    knows: (_path, seed, signal) => place.knows(defaultLocationName, seed, signal),
    adopt: (_path, brought, signal) => place.adopt(defaultLocationName, brought, signal),
    refresh: (_path, signal) => place.refresh(defaultLocationName, signal),
    disconnect: (_path, signal) => place.disconnect(defaultLocationName, signal),
  };
}
