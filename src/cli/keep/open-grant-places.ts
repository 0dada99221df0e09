import { randomBytes } from "node:crypto";
import { createOwnApps } from "../../auth/create-own-apps";
import { createTokenBroker } from "../../auth/create-token-broker";
import { createTokenEndpoint } from "../../auth/create-token-endpoint";
import type { GrantSummary, TokenBroker } from "../../auth/grant";
import { AppError } from "../../base/app-error";
import { createGatewayGrants } from "../../connections/gateway-grants";
import type { GrantPlace, OpenGrantPlace } from "../../connections/grant-place";
import { createLocalGrants } from "../../connections/local-grants";
import { createSeedMemory } from "../../connections/seed-memory";
import type { GrantPlan } from "../../connections/sign-in-plan";
import { createMemoryRecords } from "../../platform/memory-records";
import { nodeClock } from "../../platform/node/clock";
import { sendByFetch } from "../../platform/node/send-http";
import type { RecordStore } from "../../platform/ports";
import { openGateway } from "../oauth/open-gateway";
import { signInHere } from "../oauth/sign-in-here";
import type { GrantPlacesNeed } from "./grant-places-need";
import { createFindApp } from "./find-app";
import { oneGrant } from "./one-grant";
import { openPersonalFile } from "./open-personal-file";
import type { TokenFile } from "./token-file";

/** Places that keep a connection's tokens, open until closed. */
export type GrantPlaces = {
  readonly open: OpenGrantPlace;
  /** Asks the person to sign in. */
  readonly signIn: (plan: GrantPlan, place: GrantPlace, signal: AbortSignal) => Promise<GrantSummary>;
  readonly close: () => Promise<void>;
};

/** Whose the grants of a file or of the memory are: there is one person. */
const owner = "me";

export function openGrantPlaces(need: GrantPlacesNeed): GrantPlaces {
  const files: TokenFile[] = [];
  const brokers: TokenBroker[] = [];
  const localGrants = async (kind: "file" | "memory", kept: Kept): Promise<GrantPlace> => {
    const made = await makeLocalGrants(need, kind, kept);
    brokers.push(made.broker);
    return made.place;
  };

  const open: OpenGrantPlace = async (location, signal) => {
    switch (location.kind) {
      case "file": {
        const file = await openPersonalFile(location.name, { ...need, signal });
        files.push(file);
        return oneGrant(await localGrants("file", file));
      }
      case "memory":
        return localGrants("memory", { records: createMemoryRecords() });
      case "roaming": {
        const home = await openPersonalFile(null, { ...need, signal });
        files.push(home);
        const gateway = await openGateway(need.named.settings.Gateway, need.io);
        return createGatewayGrants({ ...gateway, seeds: createSeedMemory(home.records, gateway.client.origin) });
      }
      case "device":
        throw new AppError("BAD_SETTING", "There is no browser here that could keep tokens.", { hint: "Name a file in OAuthSettingsLocation." });
    }
  };

  return {
    open,
    signIn: (plan, place, signal) => signInHere(plan, place, { ...need, signal }),
    async close() {
      // A refresh that has begun has to be written down, also when its caller has left by Ctrl-C.
      await Promise.all(brokers.splice(0).map((broker) => broker.idle()));
      await Promise.all(files.splice(0).map((file) => file.records.close()));
    },
  };
}

type Kept = { readonly records: RecordStore } & Partial<Pick<TokenFile, "sealer" | "spool">>;

type LocalGrants = { readonly place: GrantPlace; readonly broker: TokenBroker };

async function makeLocalGrants({ named, io }: GrantPlacesNeed, kind: "file" | "memory", { records, sealer, spool }: Kept): Promise<LocalGrants> {
  const ownApps = createOwnApps(records);
  const tokenEndpoint = createTokenEndpoint({ send: sendByFetch });
  const findApp = createFindApp({ ownApps, app: named.app, callbackUrl: named.settings.CallbackURL, apiBase: named.settings.ApiBase });
  const aside = sealer === undefined || spool === undefined ? {} : { sealer, spool };
  const broker = createTokenBroker({ records, tokenEndpoint, findApp, clock: nodeClock, random: Math.random, randomBytes, ...aside });
  if (spool !== undefined) await broker.replaySpool(io.signal);
  const place = createLocalGrants({ kind, broker, owner, tokenEndpoint, findApp, ownApps, seeds: createSeedMemory(records, owner), clock: nodeClock });
  return { place, broker };
}
