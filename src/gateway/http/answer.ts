import type { GatewayRefusal } from "../../auth/gateway-api";

/** A refusal that no error code of the add-in stands for, by its HTTP status. */
export function refuse(status: number, error: GatewayRefusal["error"], headers: Readonly<Record<string, string>> = {}): Response {
  const body: GatewayRefusal = { error };
  return Response.json(body, { status, headers: { "cache-control": "no-store", ...headers } });
}
