import type { SignInWish } from "../../app/procedures/procedure-host";
import type { ConnectionSettings } from "../../connections/properties";
import type { OpenHost } from "./open-host";

/** A host whose sign-ins take from the connection's settings what the procedure's inputs leave out. */
export function fillWishes(host: OpenHost, { Scope, State }: Pick<ConnectionSettings, "Scope" | "State">): OpenHost {
  const filled = <T extends SignInWish>(wish: T): T => ({ ...wish, scope: wish.scope ?? Scope, state: wish.state ?? State });
  return {
    ...host,
    authorizationUrl: (wish, signal) => host.authorizationUrl(filled(wish), signal),
    accessToken: (wish, signal) => host.accessToken(filled(wish), signal),
  };
}
