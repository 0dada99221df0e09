import { type ConnectionDeps, openConnection, type OpenConnection } from "../../src/connections/open-connection";
import { fixedRoute } from "../../src/connections/open-route";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { createProfile } from "../../src/connections/profile";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { commandLineSignIn } from "../../src/connections/sign-in-surroundings";

/** A connection whose settings hold an API key. */
export function openWithKey(given: GivenSettings, deps: ConnectionDeps): OpenConnection {
  const settings = readSettings(given);
  const plan = planSignIn(settings, commandLineSignIn);
  if (plan.kind === "grant") throw new Error("these settings hold no key");
  const profile = createProfile(settings, plan, []);
  return openConnection(profile, fixedRoute(plan, profile, deps.clock), deps);
}
