import type { MountRoutes } from "../gateway-context";

export const mountStripeProxy: MountRoutes = () => undefined;
