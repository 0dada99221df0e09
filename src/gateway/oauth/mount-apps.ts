import { z } from "zod";

import { gatewayPaths, type OwnAppRequest, type OwnAppSummary } from "../../auth/gateway-api";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { MountRoutes } from "../gateway-context";
import { readBody } from "./read-body";

const appSchema = z.strictObject({
  variant: z.enum(["apps", "connect"]),
  mode: z.enum(["test", "live"]),
  clientSecret: z.string().max(300),
  channel: z.string().regex(/^chnlink_\w{1,200}$/).nullable(),
}) satisfies z.ZodType<OwnAppRequest>;

const clientIdSchema = z.string().regex(/^ca_\w{1,200}$/);

const oneApp = `${gatewayPaths.apps}/:clientId` as const;
const noStore = { "cache-control": "no-store" } as const;

/** OAuth apps of people's own. Their secrets go in and never come out. */
export const mountApps: MountRoutes = (routes, { ownApps }) => {
  routes.get(gatewayPaths.apps, async (call) => {
    const apps: readonly OwnAppSummary[] = await ownApps.list(call.get("principal").owner, call.req.raw.signal);
    return call.json(apps, 200, noStore);
  });

  routes.put(oneApp, async (call) => {
    const clientId = checkClientId(call.req.param("clientId"));
    const { clientSecret, ...app } = await readBody(call, appSchema);
    const secret = checkClientSecret(clientSecret, app);
    await ownApps.put(call.get("principal").owner, { ...app, clientId, clientSecret: secret }, call.req.raw.signal);
    const summary: OwnAppSummary = { clientId, ...app };
    return call.json(summary, 200, noStore);
  });

  routes.delete(oneApp, async (call) => {
    const clientId = checkClientId(call.req.param("clientId"));
    await ownApps.remove(call.get("principal").owner, clientId, call.req.raw.signal);
    return call.body(null, 204);
  });
};

function checkClientId(clientId: string): string {
  if (clientIdSchema.safeParse(clientId).success) return clientId;
  throw new AppError("BAD_SETTING", "This is not the client id of a Stripe app.", {
    hint: "Copy it from the Stripe Dashboard; it begins with ca_.",
  });
}

/**
 * Stripe has no other client secret than the developer's unrestricted key, and takes no restricted one in its place.
 * https://docs.stripe.com/stripe-apps/api-authentication/oauth
 */
function checkClientSecret(text: string, { mode }: Pick<OwnAppRequest, "mode">): Secret {
  if (new RegExp(`^sk_${mode}_\\w{1,250}$`).test(text)) return new Secret(text);
  if (text.startsWith("rk_")) {
    throw new AppError("BAD_SETTING", "Stripe does not take a restricted key as the secret of an app.", {
      hint: `Enter the secret key of the app's own account; it begins with sk_${mode}_.`,
    });
  }
  throw new AppError("BAD_SETTING", `The secret of an app for ${mode} mode is a key that begins with sk_${mode}_.`, {
    hint: "Copy the secret key of the app's own account, of the same mode as its client id, from the Stripe Dashboard.",
  });
}
