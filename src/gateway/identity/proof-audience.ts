import { isLoopbackName } from "../http/loopback";

/** The address that a proof must be made for, by the address of the request. */
export type AudienceOf = (requestUrl: string) => string;

/**
 * Proofs are made for the public address. Of this computer there are several names (`localhost`, `127.0.0.1`), so a gateway
 * that serves it alone takes the one that was used.
 */
export function createAudienceOf(publicUrl: string): AudienceOf {
  const own = new URL(publicUrl);
  if (!isLoopbackName(own.hostname)) return () => publicUrl;
  return (requestUrl) => {
    const { hostname, host } = new URL(requestUrl);
    return isLoopbackName(hostname) ? `${own.protocol}//${host}` : publicUrl;
  };
}
