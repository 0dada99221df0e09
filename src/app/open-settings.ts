import { openRoamingSettings, type RoamingSettings } from "../auth/roaming-settings";
import type { SettingsSyncTools } from "../auth/settings-sync";
import { AppError } from "../base/app-error";
import type { VersionedStore } from "../platform/ports";
import { isNamed } from "./choose-connection";
import type { GatewayLink, OpenGateway } from "./gateway-link";
import { readConnections, forgetConnection, writeConnection } from "./stored-connections";
import { copyPermissions } from "./trust/stored-permissions";

export type OpenSettingsNeed = SettingsSyncTools & {
  readonly gateway: GatewayLink;
  /** The device's own store, or memory where the device keeps nothing. */
  readonly openDeviceStore: (signal: AbortSignal) => Promise<VersionedStore>;
};

/**
 * The person's settings: at the gateway where there is one that knows the person, else on the device. A gateway that does not
 * answer is not passed over, since the connections are there and nowhere else.
 * @throws AppError `GATEWAY_UNAVAILABLE`, `STORAGE_UNAVAILABLE`.
 */
export async function openSettings(need: OpenSettingsNeed, signal: AbortSignal): Promise<RoamingSettings> {
  const device = await openRoamingSettings(await need.openDeviceStore(signal), need, signal);
  const gateway = await need.gateway.open(signal);
  if (!gateway || forgetsIdentity(device, gateway)) return device;
  const vault = await openVault(gateway, need, signal);
  if (!vault) return device;
  await moveConnections(device, vault, signal);
  return vault;
}

/** Where the device keeps nothing, its key goes with the page, and nobody could open again what it put into the vault. */
const forgetsIdentity = (device: RoamingSettings, { identity }: OpenGateway) => device.keptIn === "memory" && identity.kind === "installation";

async function openVault(gateway: OpenGateway, need: OpenSettingsNeed, signal: AbortSignal): Promise<RoamingSettings | null> {
  try {
    return await openRoamingSettings(gateway.settings, need, signal);
  } catch (failure) {
    // Whoever has not joined keeps their keys on the device, as without a gateway.
    if (need.gateway.wasUnidentified()) return null;
    throw AppError.from(failure);
  }
}

/**
 * Moves the connections of the time before the gateway into its vault. They leave the device when the vault has them, so
 * that a crash between loses none. One whose name the vault knows already stays on the device untouched.
 */
export async function moveConnections(device: RoamingSettings, vault: RoamingSettings, signal: AbortSignal): Promise<void> {
  const known = new Set(readConnections(vault).map(({ summary }) => summary.name.toLowerCase()));
  const moving = readConnections(device).filter(({ summary }) => !known.has(summary.name.toLowerCase()));
  if (moving.length === 0) return;
  for (const connection of moving) writeConnection(vault, connection);
  // What was allowed for a connection that stays must not hold for the vault's own of that name.
  const allowed = copyPermissions(device, vault, ({ connection }) => moving.some(({ summary }) => isNamed(summary, connection)));
  await vault.save(signal);
  for (const { summary } of moving) forgetConnection(device, summary.name);
  for (const setting of allowed) device.remove(setting);
  await device.save(signal);
}
