import { gatewayPaths } from "../../src/auth/gateway-api";

/** Where the dialog goes on from its first page; `null` when the address does not name exactly one sign-in. */
export function goAddress(search: string): string | null {
  const [state, ...more] = new URLSearchParams(search).getAll("state");
  if (state === undefined || more.length > 0 || !/^[\w-]{16,256}$/.test(state)) return null;
  return `${gatewayPaths.go}?state=${state}`;
}
