import { manifestEnvironments } from "../../../src/gateway/manifest/environments";
import { manifestXml } from "../../../src/gateway/manifest/manifest-xml";

/** The manifest of a development server at this origin, such as `https://localhost:3001`. */
export function manifestFor(origin: string): string {
  return manifestXml({ ...manifestEnvironments.localhost(), baseUrl: origin });
}
