import type { AnnounceGrant } from "../auth/broker/broker-parts";
import { createOwnApps } from "../auth/create-own-apps";
import { createTokenBroker } from "../auth/create-token-broker";
import { createTokenEndpoint } from "../auth/create-token-endpoint";
import { findOwnApp } from "./find-own-app";
import { AppError } from "../base/app-error";
import { createGatewayGrants } from "../connections/gateway-grants";
import type { GrantPlace, OpenGrantPlace } from "../connections/grant-place";
import { createLocalGrants } from "../connections/local-grants";
import { createSeedMemory } from "../connections/seed-memory";
import { createMemoryRecords } from "../platform/memory-records";
import type { Clock, Random, RandomBytes, RecordStore, RunExclusively, SendHttp } from "../platform/ports";
import type { GatewayLink } from "./gateway-link";
import { openOnce } from "./open-once";

export type GrantPlacesNeed = {
  readonly clock: Clock;
  readonly random: Random;
  readonly randomBytes: RandomBytes;
  readonly send: SendHttp;
  readonly runExclusively: RunExclusively;
  readonly announceGrant: AnnounceGrant;
  readonly openDeviceRecords: (signal: AbortSignal) => Promise<RecordStore>;
  readonly gateway: GatewayLink;
};

/** The places for a connection with this API root, which is also where its tokens are renewed. */
export type GrantPlacesFor = (apiBase: string) => OpenGrantPlace;

/** A browser holds the grants of one person. */
const owner = "this-browser";

/** The places that keep grants for a page: its gateway, its browser, its memory. */
export function createGrantPlaces(need: GrantPlacesNeed): GrantPlacesFor {
  const deviceRecords = openOnce(need.openDeviceRecords);
  const memory = createMemoryRecords();
  const localPlaces = new Map<string, GrantPlace>();

  /** One broker for each place and root, so that two connections share the refresh of one grant. */
  function local(kind: "device" | "memory", records: RecordStore, apiBase: string): GrantPlace {
    const name = `${kind} ${apiBase}`;
    const place = localPlaces.get(name) ?? createLocalPlace(need, { kind, records, apiBase });
    localPlaces.set(name, place);
    return place;
  }

  async function roaming(signal: AbortSignal): Promise<GrantPlace> {
    const gateway = await need.gateway.open(signal);
    if (!gateway) throw noGateway();
    const seeds = createSeedMemory(await deviceRecords(signal), owner);
    return createGatewayGrants({ client: gateway.client, identity: gateway.identity, seeds });
  }

  return (apiBase) =>
    async ({ kind }, signal) => {
      if (kind === "roaming") return roaming(signal);
      if (kind === "file") throw noFiles();
      return local(kind, kind === "device" ? await deviceRecords(signal) : memory, apiBase);
    };
}

type LocalPlace = { readonly kind: "device" | "memory"; readonly records: RecordStore; readonly apiBase: string };

function createLocalPlace(need: GrantPlacesNeed, { kind, records, apiBase }: LocalPlace): GrantPlace {
  const ownApps = createOwnApps(records);
  const tokenEndpoint = createTokenEndpoint({ send: need.send });
  const findApp = findOwnApp(ownApps, apiBase);
  const broker = createTokenBroker({ ...need, records, tokenEndpoint, findApp, announce: need.announceGrant });
  return createLocalGrants({ kind, broker, owner, tokenEndpoint, findApp, ownApps, seeds: createSeedMemory(records, owner), clock: need.clock });
}

const noGateway = () =>
  new AppError("GATEWAY_UNAVAILABLE", "The tokens of this connection are at the connector's server, which this page does not have.", {
    hint: "Open the add-in that you signed in with, or make a connection with a key.",
  });

const noFiles = () =>
  new AppError("BAD_SETTING", "An add-in keeps no files; OAuthSettingsLocation names one.", { hint: "Write roaming:, device: or memory:." });
