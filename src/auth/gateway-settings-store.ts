import { AppError } from "../base/app-error";
import type { HttpReply, VersionedStore } from "../platform/ports";
import { gatewayPaths } from "./gateway-api";
import { type GatewayAccess, createAskGateway } from "./gateway-request";
import type { Identity } from "./identity";

export type GatewaySettingsOptions = GatewayAccess & {
  readonly identity: Identity;
  /** Name of the value among those of this person. */
  readonly name: string;
};

/**
 * One value of this person at the gateway, encrypted there. Its versions are HTTP entity tags: a write names the one that
 * it replaces, or that there is none yet (RFC 9110, section 13.1).
 */
export function createGatewaySettingsStore(options: GatewaySettingsOptions): VersionedStore {
  const ask = createAskGateway(options, options.identity);
  const path = gatewayPaths.settings(options.name);
  return {
    kind: "vault",
    encrypts: true,
    async load(signal) {
      const reply = await ask({ method: "GET", path }, signal, [404]);
      return reply.status === 404 ? null : { text: reply.text, etag: versionOf(reply) };
    },
    async save(text, etag, signal) {
      const headers = { "Content-Type": "application/json", ...(etag === null ? { "If-None-Match": "*" } : { "If-Match": etag }) };
      const reply = await ask({ method: "PUT", path, text, headers }, signal, [412]);
      return reply.status === 412 ? "conflict" : { etag: versionOf(reply) };
    },
  };
}

function versionOf({ headers, status }: HttpReply): string {
  const etag = headers["etag"];
  if (etag !== undefined) return etag;
  throw new AppError("STORAGE_UNAVAILABLE", "The connector's server did not say which version of your settings it holds.", {
    hint: "Tell whoever runs the server: something in front of it takes the ETag header away.",
    detail: { status },
  });
}
