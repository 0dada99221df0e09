import { type ConnectionDeps, type OpenConnection, openConnection } from "../connections/open-connection";
import { openRoute } from "../connections/open-route";
import { defaultLocationName } from "../connections/settings-location";
import type { SendHttp } from "../platform/ports";
import type { App, Connections, DraftSettings, SignIns } from "./app-api";
import { type ConnectionBook, createConnectionBook } from "./connection-book";
import { type ConnectionsNeed, createConnections } from "./connections";
import type { AppDeps, BuiltInConnection } from "./create-app";
import { disconnect, type DisconnectNeed, giveUpGrant } from "./disconnect";
import { createGatewayLink, type GatewayLink } from "./gateway-link";
import { createGrantPlaces } from "./grant-places";
import { openSettings } from "./open-settings";
import { procedureHostFor } from "./procedure-host-for";
import { createPendingSignIn } from "./procedures/gateway-host";
import { runProcedure } from "./procedures/run-procedure";
import { type ReadConnection, readDraft } from "./read-draft";
import { signInWishOf } from "./sign-in-wish";
import { createSignIns } from "./sign-ins";
import type { SavedConnection } from "./stored-connections";

/** Connections and signing in, and what queries need of them. */
export type ConnectionParts = {
  readonly connections: Connections;
  readonly signIns: SignIns;
  readonly book: ConnectionBook;
  /** A saved connection, signed in and ready to be read. @throws AppError `NOT_CONNECTED`, `REAUTH_REQUIRED`. */
  readonly runProcedure: App["runProcedure"];
  readonly openSaved: (name: string, signal: AbortSignal) => Promise<OpenConnection>;
};

/** What all connections of a program share. */
export type SharedByConnections = Required<Pick<ConnectionDeps, "pacers" | "readCounter">>;

/** Wires connections to the outside world. `onChange`: a connection was saved or removed. */
export function createConnectionParts(deps: AppDeps & SharedByConnections, onChange: (name: string) => void): ConnectionParts {
  const gateway = createGatewayLink(deps.gateway, deps);
  const placesFor = createGrantPlaces({ ...deps, gateway });
  const book = createConnectionBook({
    openSettings: (signal) => openSettings({ ...deps, gateway, openDeviceStore: deps.openSettingsStore }, signal),
    builtIn: deps.builtInConnections.map(toSaved),
    mayMove: (keptIn) => keptIn === "device" && deps.gateway !== null,
    onChange,
  });
  const pending = createPendingSignIn();
  const builtInBases = deps.builtInConnections.map(({ apiBase }) => apiBase);

  async function read(settings: DraftSettings, signal: AbortSignal, allowed: readonly string[] = []): Promise<ReadConnection> {
    // Only tokens have a place; a key does not wait for the gateway.
    const kind = settings.InitiateOAuth !== undefined && (await gateway.open(signal)) ? "roaming" : "device";
    const { allowedApiBases, ...rest } = deps.deployment;
    const deployment = { ...rest, allowedApiBases: [...allowedApiBases, ...allowed] };
    return readDraft(settings, { deployment, location: { kind, name: defaultLocationName } });
  }

  const signIn: ConnectionsNeed["signIn"] = (connection, signal) =>
    openRoute(connection, { clock: deps.clock, openGrantPlace: placesFor(connection.profile.apiBase) }, signal);
  const open = ({ profile, route }: Awaited<ReturnType<typeof signIn>>, send: SendHttp = deps.send) =>
    openConnection(profile, route, { ...deps, send });

  const ending: DisconnectNeed = { read, placesFor: ({ profile }) => placesFor(profile.apiBase), saved: book.saved };
  const connections = createConnections({
    book,
    read,
    signIn,
    open,
    disconnect: (connection, signal) => disconnect(ending, connection, signal),
    giveUp: (grant, signal) => giveUpGrant(ending, grant, signal),
  });

  return {
    book,
    connections: askingForButtons(connections, gateway),
    signIns: createSignIns({
      ...deps,
      gateway,
      wishOf: async (name, signal) => signInWishOf(await book.choose(name, signal)),
    }),
    async runProcedure({ name, inputs, connection }, signal) {
      const run = async () => {
        const host = await procedureHostFor({ ...deps, gateway, pending }, await book.choose(connection, signal), signal);
        return runProcedure(name, inputs, { host, signal });
      };
      return gateway.whileAsking(run);
    },
    async openSaved(name, signal) {
      const { summary, settings } = await book.choose(name, signal);
      const connection = await read(settings, signal, summary.builtIn ? builtInBases : []);
      const own = summary.builtIn ? deps.builtInConnections.find((one) => one.name === summary.name)?.send : undefined;
      return open(await signIn(connection, signal), own);
    },
  };
}

/** What a person presses a button for may ask who they are: the gateway may not know this Excel yet, or no longer. */
function askingForButtons(connections: Connections, { whileAsking }: GatewayLink): Connections {
  return {
    ...connections,
    test: (draft, signal) => whileAsking(() => connections.test(draft, signal)),
    save: (draft, signal) => whileAsking(() => connections.save(draft, signal)),
    remove: (name, signal) => whileAsking(() => connections.remove(name, signal)),
    reconnect: (name, grant, signal) => whileAsking(() => connections.reconnect(name, grant, signal)),
  };
}

function toSaved({ name, apiKey, apiBase }: BuiltInConnection): SavedConnection {
  const summary = { name, mode: "test", signIn: "secretKey", apiBase, accountId: null, account: null, builtIn: true, needsSignIn: false } as const;
  return { summary, settings: { Name: name, ApiKey: apiKey, ApiBase: apiBase } };
}
