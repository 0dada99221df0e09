import type { App, GrantSummary, OAuthSignInRequest } from "../../src/app/app-api";
import { createMemoryStore } from "../../src/platform/memory-store";
import type { VersionedStore } from "../../src/platform/ports";
import { type GatewayWorld, stripeRoot } from "./gateway-world";
import { going, startApp } from "./harness";

export const stripeApp: OAuthSignInRequest = { variant: "apps", mode: "test" };

/** What the browser keeps from one start to the next. */
export const createDevice = (): VersionedStore => ({ ...createMemoryStore(), kind: "device", encrypts: true });

/** A page that came from the world's gateway; each is another start of the same Excel. */
export function startAt(world: GatewayWorld, changes: Parameters<typeof startApp>[0] = {}) {
  const { send, clock, deps } = world;
  const device = createDevice();
  const openSettingsStore = () => Promise.resolve(device);
  return startApp({ send, clock, openSettingsStore, gateway: deps, deployment: { allowedApiBases: [stripeRoot] }, ...changes });
}

export const signIn = (app: App, request = stripeApp): Promise<GrantSummary> => app.signIns.begin(request, going()).grant;

export async function connect(app: App, name = "acme"): Promise<void> {
  await app.connections.save({ settings: { Name: name }, grant: await signIn(app) }, going());
}

export const readCustomers = (app: App, connection = "acme") =>
  app.runQuery({ sql: "SELECT id FROM customers LIMIT 3", connection }, { signal: going() });
