import type { Connections, DraftSettings } from "../../app/app-api";
import { type ConnectionBook, createConnectionBook } from "../../app/connection-book";
import { createConnections } from "../../app/connections";
import { disconnect, type DisconnectNeed, giveUpGrant } from "../../app/disconnect";
import type { ReadConnection } from "../../app/read-draft";
import { openRoamingSettings } from "../../auth/roaming-settings";
import { openConnection } from "../../connections/open-connection";
import { openRoute } from "../../connections/open-route";
import { planSignIn } from "../../connections/plan-sign-in";
import { createProfile } from "../../connections/profile";
import { readSettings } from "../../connections/read-settings";
import { nodeClock } from "../../platform/node/clock";
import { sendByFetch } from "../../platform/node/send-http";
import type { RecordKey } from "../../platform/ports";
import type { CliIo } from "../io";
import type { GrantPlacesNeed } from "./grant-places-need";
import { type GrantPlaces, openGrantPlaces } from "./open-grant-places";
import { openPersonalFile } from "./open-personal-file";
import { recordAsStore } from "./record-as-store";
import { surroundings } from "./surroundings";

/** The saved connections of this person, open until closed: the add-in's service over an encrypted file. */
export type SavedConnections = {
  readonly connections: Connections;
  readonly book: Pick<ConnectionBook, "saved">;
  readonly close: () => Promise<void>;
};

export type SavedConnectionsNeed = Omit<GrantPlacesNeed, "named">;

const settingsKey: RecordKey = { collection: "settings", owner: "me", name: "connections" };

/** @throws AppError `STORAGE_UNAVAILABLE`, `BAD_SETTING` for files of another machine. */
export async function openSavedConnections(need: SavedConnectionsNeed): Promise<SavedConnections> {
  const { io } = need;
  const home = await openPersonalFile(null, { ...need, signal: io.signal });
  const opened: GrantPlaces[] = [];
  const placesOf = (settings: DraftSettings): GrantPlaces => {
    const places = openGrantPlaces({ ...need, named: { settings: readSettings(settings), app: null } });
    opened.push(places);
    return places;
  };
  const read = (settings: DraftSettings): Promise<ReadConnection> => Promise.resolve(readHere(settings, io));
  const book = createConnectionBook({
    openSettings: (signal) => openRoamingSettings(recordAsStore(home.records, settingsKey), { clock: nodeClock, random: Math.random }, signal),
    builtIn: [],
    onChange: () => undefined,
  });
  const ending: DisconnectNeed = { read, placesFor: ({ settings }) => placesOf(settings).open, saved: book.saved };
  const connections = createConnections({
    book,
    read,
    signIn(connection, signal) {
      const places = placesOf(connection.settings);
      return openRoute(connection, { clock: nodeClock, openGrantPlace: places.open, signIn: places.signIn }, signal);
    },
    open: ({ profile, route }) => openConnection(profile, route, { send: sendByFetch, clock: nodeClock, random: Math.random }),
    disconnect: (connection, signal) => disconnect(ending, connection, signal),
    giveUp: (grant, signal) => giveUpGrant(ending, grant, signal),
  });
  return {
    connections,
    book,
    async close() {
      await Promise.all(opened.map((places) => places.close()));
      await home.records.close();
    },
  };
}

function readHere(settings: DraftSettings, { env }: CliIo): ReadConnection {
  const read = readSettings(settings);
  const plan = planSignIn(read, surroundings(env, read.Name));
  return { settings, plan, profile: createProfile(read, plan, []) };
}
