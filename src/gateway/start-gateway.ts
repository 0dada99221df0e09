import type { Log } from "./gateway-context";
import { listen } from "./http/listen";
import type { OpenGatewayOptions } from "./create-context";
import { openGateway, type OpenGateway } from "./open-gateway";
import type { GatewaySettings } from "./settings/gateway-settings";

/** A gateway that listens. */
export type RunningGateway = {
  /** The address that people use. */
  readonly publicUrl: string;
  readonly port: number;
  /** Stops in order: `/readyz` says no, requests under way end, background work ends, the database is closed. */
  readonly stop: () => Promise<void>;
};

/** A refresh that has begun has to end: cutting it off could cost a person their connection. */
const graceMs = 20_000;

/** Starts a gateway by its settings. @throws AppError `BAD_SETTING`, `STORAGE_UNAVAILABLE`. */
export async function startGateway(
  settings: GatewaySettings,
  options: Omit<OpenGatewayOptions, "publicUrl"> & { readonly log: Log },
): Promise<RunningGateway> {
  // The port may be chosen by the system, and the public address depends on it: so listening comes first.
  let gateway: OpenGateway | null = null;
  const listener = await listen((request, bindings) => gateway?.routes.fetch(request, bindings) ?? starting(), settings);
  const publicUrl = settings.publicUrl ?? `http://${hostInUrl(settings.host)}:${listener.port}`;
  try {
    gateway = await openGateway(settings, { ...options, publicUrl });
  } catch (failure) {
    await listener.stop(0);
    throw failure;
  }
  const { drain, close } = gateway;
  options.log("info", "started", { publicUrl, port: listener.port });
  return {
    publicUrl,
    port: listener.port,
    async stop() {
      drain();
      await listener.stop(graceMs);
      await close();
      options.log("info", "stopped");
    },
  };
}

const hostInUrl = (host: string): string => (host.includes(":") ? `[${host}]` : host);

const starting = () => new Response("starting", { status: 503, headers: { "retry-after": "1" } });
