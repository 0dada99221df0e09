import { AppError } from "../base/app-error";
import { openConnection, type OpenConnection } from "../connections/open-connection";
import { fixedRoute, openRoute } from "../connections/open-route";
import { planSignIn } from "../connections/plan-sign-in";
import { type ConnectionProfile, createProfile } from "../connections/profile";
import type { GrantPlan } from "../connections/sign-in-plan";
import { nodeClock } from "../platform/node/clock";
import type { CliIo } from "./io";
import { type ConnectionArguments, findConnection } from "./find-connection";
import type { NamedConnection } from "./named-connection";
import type { GrantPlacesNeed } from "./keep/grant-places-need";
import { openReadCounter } from "./keep/read-counts";
import { surroundings } from "./keep/surroundings";

/** A connection that is open until closed. */
export type ChosenConnection = OpenConnection & { readonly close: () => Promise<void> };

/**
 * Opens the connection of a command line.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED`, `REAUTH_REQUIRED`, `SIGN_IN_FAILED`.
 */
export async function chooseConnection(asked: ConnectionArguments, io: CliIo): Promise<ChosenConnection> {
  const named = await findConnection(asked, io);
  const plan = planOf(named, io);
  const profile = createProfile(named.settings, plan, []);
  if (plan.kind === "grant") return openGrant({ plan, profile }, { named, io, takeOver: asked.takeOver === true });
  const route = fixedRoute(plan, profile, nodeClock);
  const readCounter = openReadCounter(io, profile.apiBase);
  return { ...openConnection(profile, route, { ...depsOf(named), readCounter }), close: () => readCounter.flush(io.signal) };
}

/** Only here stores and token endpoints are loaded: a key needs none of them. */
async function openGrant(planned: { readonly plan: GrantPlan; readonly profile: ConnectionProfile }, need: GrantPlacesNeed & { readonly named: NamedConnection }): Promise<ChosenConnection> {
  const { openGrantPlaces } = await import("./keep/open-grant-places");
  const places = openGrantPlaces(need);
  try {
    const signIn = need.named.saved ? {} : { signIn: places.signIn };
    const deps = { clock: nodeClock, openGrantPlace: places.open, ...signIn };
    const { profile, route } = await openRoute(planned, deps, need.io.signal);
    const readCounter = openReadCounter(need.io, profile.apiBase);
    const close = async () => void (await Promise.all([readCounter.flush(need.io.signal), places.close()]));
    return { ...openConnection(profile, route, { ...depsOf(need.named), readCounter }), close };
  } catch (failure) {
    await places.close();
    throw failure;
  }
}

const depsOf = ({ send }: NamedConnection) => ({ send, clock: nodeClock, random: Math.random });

function planOf({ settings }: NamedConnection, io: CliIo) {
  try {
    return planSignIn(settings, surroundings(io.env, settings.Name));
  } catch (failure) {
    throw nothingGiven(settings) ? noKey(failure) : failure;
  }
}

const nothingGiven = ({ ApiKey, AuthScheme, OAuthAccessToken }: NamedConnection["settings"]): boolean =>
  ApiKey === null && AuthScheme === null && OAuthAccessToken === null;

function noKey(cause: unknown): AppError {
  if (!(cause instanceof AppError) || cause.code !== "NOT_CONNECTED") return AppError.from(cause);
  return new AppError("NOT_CONNECTED", "There is no API key to connect with.", {
    hint: "Set the environment variable STRIPE_API_KEY, or try --connection sandbox.",
    cause,
  });
}
