import { AppError } from "../base/app-error";
import { openConnection, type OpenConnection } from "../connections/open-connection";
import { openRoute } from "../connections/open-route";
import { planSignIn } from "../connections/plan-sign-in";
import { createProfile } from "../connections/profile";
import { nodeClock } from "../platform/node/clock";
import type { CliIo } from "./io";
import { type ConnectionArguments, findConnection } from "./find-connection";
import type { NamedConnection } from "./named-connection";
import { openGrantPlaces } from "./keep/open-grant-places";
import { surroundings } from "./keep/surroundings";

/** A connection that is open until closed. */
export type ChosenConnection = OpenConnection & { readonly close: () => Promise<void> };

/**
 * Opens the connection of a command line.
 * @throws AppError `BAD_SETTING`, `NOT_CONNECTED`, `REAUTH_REQUIRED`, `SIGN_IN_FAILED`.
 */
export async function chooseConnection(asked: ConnectionArguments & { readonly takeOver?: boolean }, io: CliIo): Promise<ChosenConnection> {
  const named = await findConnection(asked, io);
  const plan = planOf(named, io);
  const places = openGrantPlaces({ named, io, takeOver: asked.takeOver === true });
  try {
    const profile = createProfile(named.settings, plan, []);
    const deps = { clock: nodeClock, openGrantPlace: places.open, signIn: places.signIn };
    const opened = await openRoute({ plan, profile }, deps, io.signal);
    const { send } = named;
    return { ...openConnection(opened.profile, opened.route, { send, clock: nodeClock, random: Math.random }), close: places.close };
  } catch (failure) {
    await places.close();
    throw failure;
  }
}

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
