import type { Context } from "hono";

import { gatewayPaths } from "../../auth/gateway-api";
import type { GrantKey, GrantSummary } from "../../auth/grant";
import type { GatewayContext, GatewayEnv, MountRoutes } from "../gateway-context";
import { adoptGrant, adoptSchema } from "./adopt-grant";
import { noGrant } from "./no-grant";
import { readBody } from "./read-body";

const oneGrant = `${gatewayPaths.grants}/:id` as const;
const noStore = { "cache-control": "no-store" } as const;

/** What a person allowed: seen, renewed, ended. Another person's grants do not exist here. */
export const mountGrants: MountRoutes = (routes, gateway) => {
  const { broker, log } = gateway;

  routes.get(gatewayPaths.grants, async (call) => {
    return call.json(await broker.list(call.get("principal").owner, call.req.raw.signal), 200, noStore);
  });

  routes.post(gatewayPaths.grants, async (call) => {
    const request = await readBody(call, adoptSchema);
    const adopted = await adoptGrant(gateway, { owner: call.get("principal").owner, request }, call.req.raw.signal);
    log("info", "tokens adopted", { account: adopted.account, mode: adopted.mode });
    return call.json(adopted, 200, noStore);
  });

  routes.get(oneGrant, async (call) => call.json(await findGrant(gateway, call), 200, noStore));

  routes.post(`${oneGrant}/refresh`, async (call) => {
    const { generation } = await findGrant(gateway, call);
    await broker.accessToken(keyOf(call), { newerThan: generation }, call.req.raw.signal);
    return call.json(await findGrant(gateway, call), 200, noStore);
  });

  routes.delete(oneGrant, async (call) => {
    const { account } = await findGrant(gateway, call);
    await broker.disconnect(keyOf(call), call.req.raw.signal);
    log("info", "disconnected", { account });
    return call.body(null, 204);
  });
};

type Call = Context<GatewayEnv, typeof oneGrant>;

function keyOf(call: Call): GrantKey {
  return { owner: call.get("principal").owner, id: call.req.param("id") };
}

async function findGrant({ broker }: GatewayContext, call: Call): Promise<GrantSummary> {
  const grant = await broker.find(keyOf(call), call.req.raw.signal);
  if (grant === null) throw noGrant();
  return grant;
}
