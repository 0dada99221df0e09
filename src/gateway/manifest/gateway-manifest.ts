import { isLoopbackName } from "../http/loopback";
import { manifestEnvironments } from "./environments";
import { manifestXml } from "./manifest-xml";

/** The manifest of the add-in that a gateway serves, by its public address. Excel takes add-ins over https only. */
export function gatewayManifest(publicUrl: string): string {
  const local = isLoopbackName(new URL(publicUrl).hostname);
  return manifestXml(local ? { ...manifestEnvironments.localhost(), baseUrl: publicUrl } : manifestEnvironments.production(publicUrl));
}
